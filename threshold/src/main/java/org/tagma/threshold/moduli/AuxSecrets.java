package org.tagma.threshold.moduli;

import java.security.SecureRandom;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.paillier.PaillierKey;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.PrimeFactors;
import org.tagma.threshold.paillier.PrimeSearch;
import org.tagma.threshold.paillier.RingPedersenKey;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.transcript.TlvReader;

/**
 * What one keeper knows beside its public parameters.
 *
 * @param key the factors of N
 * @param ringPedersen the factors of Nhat, and lambda
 */
public record AuxSecrets(PaillierKey key, RingPedersenKey ringPedersen) implements AutoCloseable {
  /**
   * Fresh ones: seconds for {@link ParameterSet#P112}, longer for {@link ParameterSet#P128}.
   *
   * @param progress told of each candidate prime; may throw to end the search
   */
  public static AuxSecrets generate(
      ParameterSet set, SecureRandom random, PrimeSearch.Progress progress) {
    return new AuxSecrets(
        PaillierKey.generate(set, random, progress),
        RingPedersenKey.generate(set, random, progress));
  }

  /**
   * To be stored, encrypted: TLV(p, q, then the factors of Nhat, t and lambda); the caller's to
   * erase.
   */
  public byte[] encode() {
    PrimeFactors n = key.factors();
    PrimeFactors nhat = ringPedersen.factors();
    return Tlv.of()
        .integer(n.p())
        .integer(n.q())
        .integer(nhat.p())
        .integer(nhat.q())
        .integer(ringPedersen.t())
        .integer(ringPedersen.lambda())
        .encode();
  }

  /** Reads {@link #encode}. */
  public static AuxSecrets decode(byte[] encoded) throws DecodingException {
    TlvReader reader = new TlvReader(encoded);
    try {
      PaillierKey key = PaillierKey.of(reader.integer(), reader.integer());
      RingPedersenKey ringPedersen =
          RingPedersenKey.of(
              reader.integer(), reader.integer(), reader.integer(), reader.integer());
      reader.end();
      return new AuxSecrets(key, ringPedersen);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DecodingException("not the secrets of moduli");
    }
  }

  /** What all may know. */
  public AuxParameters parameters() {
    return new AuxParameters(key.publicKey(), ringPedersen.parameters());
  }

  /** Lets go of the secrets. */
  @Override
  public void close() {
    key.destroy();
    ringPedersen.destroy();
  }

  @Override
  public String toString() {
    return "AuxSecrets[redacted]";
  }
}
