package org.tagma.tests.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
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
    return signed(claims(subject, minutes, permissions));
  }

  /**
   * A token for one request, and once.
   *
   * @param canonical {op, request} in canonical form
   * @param id no other token has it
   */
  static String bound(
      String subject, int minutes, String canonical, String id, String... permissions) {
    JwtClaims claims = claims(subject, minutes, permissions);
    claims.setStringClaim("req", sha256(canonical));
    claims.setJwtId(id);
    return signed(claims);
  }

  private static String sha256(String canonical) {
    try {
      byte[] utf8 = canonical.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(utf8);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JwtClaims claims(String subject, int minutes, String... permissions) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(NAME);
    claims.setAudience(AUDIENCE);
    claims.setSubject(subject);
    claims.setExpirationTimeMinutesInTheFuture(minutes);
    claims.setStringListClaim("permissions", List.of(permissions));
    return claims;
  }

  private static String signed(JwtClaims claims) {
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
