package org.tagma.protocols.keeper;

import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import org.tagma.protocols.keeper.SealFailure.Reason;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.transcript.TlvReader;

/**
 * The data key as it is stored: wrapped, and bound to all that stands beside it.
 *
 * @param kind what opens it
 * @param peerId the keeper it belongs to
 * @param threshold how many shares open it; 0 for an automatic seal
 * @param total how many shares there are; 0 for an automatic seal
 * @param check the check value of the shares; empty for an automatic seal
 * @param wrapped the data key under the key of the seal
 */
record SealedKey(
    SealKind kind, String peerId, int threshold, int total, Bytes check, Bytes wrapped) {
  private static final String LABEL = "tagma/seal/v1";

  /**
   * Wraps a data key.
   *
   * @param dataKey stays the caller's to erase
   */
  static SealedKey wrap(
      SealKind kind,
      String peerId,
      int threshold,
      int total,
      Bytes check,
      SymmetricKey wrapping,
      byte[] dataKey) {
    byte[] aad = header(kind, peerId, threshold, total, check).encode();
    Bytes wrapped = Bytes.of(AuthenticatedEncryption.encrypt(wrapping, dataKey, aad));
    return new SealedKey(kind, peerId, threshold, total, check, wrapped);
  }

  /**
   * Opens the data key.
   *
   * @throws SealFailure WRONG_KEY, also when it is of another keeper than {@code keeper}
   */
  SymmetricKey unwrap(SymmetricKey wrapping, String keeper) throws SealFailure {
    if (!peerId.equals(keeper)) {
      throw new SealFailure(Reason.WRONG_KEY);
    }
    byte[] aad = header(kind, peerId, threshold, total, check).encode();
    try {
      byte[] key = AuthenticatedEncryption.decrypt(wrapping, wrapped.toArray(), aad);
      if (key.length == SymmetricKey.LENGTH) {
        return new SymmetricKey(key);
      }
      Arrays.fill(key, (byte) 0);
      throw new SealFailure(Reason.DAMAGED);
    } catch (AEADBadTagException wrong) {
      throw new SealFailure(Reason.WRONG_KEY);
    }
  }

  byte[] encode() {
    return header(kind, peerId, threshold, total, check).bytes(wrapped).encode();
  }

  /**
   * Reads a stored data key.
   *
   * @throws SealFailure DAMAGED
   */
  static SealedKey decode(byte[] encoded) throws SealFailure {
    try {
      TlvReader reader = new TlvReader(encoded);
      if (!reader.text().equals(LABEL)) {
        throw new SealFailure(Reason.DAMAGED);
      }
      SealedKey key =
          new SealedKey(
              SealKind.valueOf(reader.text()),
              reader.text(),
              (int) reader.u32(),
              (int) reader.u32(),
              reader.bytes(),
              reader.bytes());
      reader.end();
      return key;
    } catch (DecodingException | IllegalArgumentException malformed) {
      throw new SealFailure(Reason.DAMAGED);
    }
  }

  private static Tlv header(SealKind kind, String peerId, int threshold, int total, Bytes check) {
    return Tlv.of()
        .text(LABEL)
        .text(kind.name())
        .text(peerId)
        .u32(threshold)
        .u32(total)
        .bytes(check);
  }
}
