package org.tagma.threshold.ecies;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tagma.threshold.cipher.Aead;
import org.tagma.threshold.group.Curve;

/** A curve and a cipher: secp256k1 or P-256, AES-256-GCM or ChaCha20-Poly1305. */
public record EciesSuite(Curve curve, Aead aead) {
  private static final List<EciesSuite> ALL =
      Stream.of("SECP256K1", "P256")
          .map(Curve::named)
          .flatMap(curve -> Arrays.stream(Aead.values()).map(aead -> new EciesSuite(curve, aead)))
          .toList();

  /** Every suite there is. */
  public static List<EciesSuite> all() {
    return ALL;
  }

  /** The suite of that name. */
  public static Optional<EciesSuite> named(String name) {
    return ALL.stream().filter(suite -> suite.name().equals(name)).findFirst();
  }

  /**
   * The suite of a curve and a cipher.
   *
   * @throws IllegalArgumentException for a curve that does not decrypt
   */
  public static EciesSuite of(Curve curve, Aead aead) {
    return ALL.stream()
        .filter(suite -> suite.curve().equals(curve) && suite.aead() == aead)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(curve.apiName() + " does not encrypt"));
  }

  /** For instance {@code secp256k1-sha512-aes256gcm} (spec/protocols.md 9, item 22). */
  public String name() {
    return curve.label() + "-sha512-" + aead.label();
  }

  @Override
  public String toString() {
    return name();
  }
}
