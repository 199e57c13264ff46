package org.tagma.protocols.access;

import java.util.List;
import java.util.OptionalInt;

/**
 * Which tokens are good here.
 *
 * @param issuer {@code iss}, exactly
 * @param audiences one of them has to be in {@code aud}
 * @param algorithms the names that {@code alg} may have (RFC 7518), none of them symmetric
 * @param skewSeconds by how much clocks may differ
 * @param ageSeconds how old a token may be, by its {@code iat}
 * @param permissionsClaim which claim holds what the caller may do
 */
public record JwtRules(
    String issuer,
    List<String> audiences,
    List<String> algorithms,
    int skewSeconds,
    OptionalInt ageSeconds,
    String permissionsClaim) {
  /** What a token may be signed with: signatures only, which no holder of a public key can make. */
  public static final List<String> ALGORITHMS =
      List.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

  public JwtRules {
    audiences = List.copyOf(audiences);
    algorithms = List.copyOf(algorithms);
    if (audiences.isEmpty() || algorithms.isEmpty() || !ALGORITHMS.containsAll(algorithms)) {
      throw new IllegalArgumentException("audiences and algorithms for signatures are needed");
    }
  }
}
