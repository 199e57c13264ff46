package org.tagma.threshold.identity;

import java.util.Collection;
import java.util.Comparator;
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

  /**
   * The items of the list of participants: one list [U32 number, BYTES thumbprint] each, ascending
   * by number (spec/protocols.md 9, item 5).
   */
  public static Tlv rows(Collection<Participant> participants) {
    Tlv rows = Tlv.of();
    for (Participant p :
        participants.stream().sorted(Comparator.comparingInt(Participant::number)).toList()) {
      rows = rows.list(Tlv.of().u32(p.number()).bytes(p.thumbprint()));
    }
    return rows;
  }
}
