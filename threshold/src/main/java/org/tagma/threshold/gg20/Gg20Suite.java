package org.tagma.threshold.gg20;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.paillier.ParameterSet;

/**
 * A curve and the sizes of the moduli (spec/protocols.md 1.2).
 *
 * @param curve SECP256K1 or P256
 */
public record Gg20Suite(Curve curve, ParameterSet parameters) {
  private static final List<Gg20Suite> ALL = suites();

  private static List<Gg20Suite> suites() {
    List<Gg20Suite> suites = new ArrayList<>();
    for (String curve : List.of("SECP256K1", "P256")) {
      for (ParameterSet parameters : ParameterSet.values()) {
        suites.add(new Gg20Suite(Curve.named(curve), parameters));
      }
    }
    return List.copyOf(suites);
  }

  /** Every suite. */
  public static List<Gg20Suite> all() {
    return ALL;
  }

  /** The suite with that name. */
  public static Optional<Gg20Suite> named(String name) {
    return ALL.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** The suite of a key on {@code curve}; empty where ECDSA is not done on it. */
  public static Optional<Gg20Suite> of(Curve curve, ParameterSet parameters) {
    return ALL.stream()
        .filter(s -> s.curve().equals(curve) && s.parameters() == parameters)
        .findFirst();
  }

  /** For instance {@code secp256k1-sha512-p128}. */
  public String name() {
    return curve.label() + "-sha512-" + parameters.label();
  }
}
