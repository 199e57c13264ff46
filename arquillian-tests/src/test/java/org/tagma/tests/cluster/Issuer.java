package org.tagma.tests.cluster;

import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Who issues JSON Web Tokens to the clients of a cluster under test. */
final class Issuer {
  static final String NAME = "https://issuer.example";
  static final String AUDIENCE = "keepers-under-test";

  private static final EllipticCurveJsonWebKey KEY = key();

  private Issuer() {}

  private static EllipticCurveJsonWebKey key() {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId("issuer-1");
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What keepers are told to verify with. */
  static String publicKey() {
    return KEY.toJson(OutputControlLevel.PUBLIC_ONLY);
  }

  /**
   * A token for these permissions, good for so many minutes; bad already when they are negative.
   */
  static String token(String subject, int minutes, String... permissions) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(NAME);
    claims.setAudience(AUDIENCE);
    claims.setSubject(subject);
    claims.setExpirationTimeMinutesInTheFuture(minutes);
    claims.setStringListClaim("permissions", List.of(permissions));
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims.toJson());
    token.setAlgorithmHeaderValue("ES256");
    token.setKeyIdHeaderValue(KEY.getKeyId());
    token.setKey(KEY.getPrivateKey());
    try {
      return token.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
