package org.tagma.threshold.identity;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;

/**
 * A member of a session or a certificate.
 *
 * @param number the keeper's number
 * @param thumbprint the RFC 7638 SHA-256 thumbprint of its identity key, 32 bytes
 */
public record Participant(int number, Bytes thumbprint) {
  /** Checks the ranges. */
  public Participant {
    if (number < 1 || number > KeeperName.MAX_NUMBER) {
      throw new IllegalArgumentException("keeper number out of range");
    }
    if (thumbprint.length() != 32) {
      throw new IllegalArgumentException("a thumbprint has 32 bytes");
    }
  }

  /** The list of [U32 number, BYTES thumbprint], ascending by number (spec/protocols.md 9, item 5). */
  public static List<Tlv> rows(Collection<Participant> participants) {
    return participants.stream()
        .sorted(Comparator.comparingInt(Participant::number))
        .map(p -> Tlv.of().list(Tlv.of().u32(p.number()), Tlv.of().bytes(p.thumbprint())))
        .toList();
  }
}
