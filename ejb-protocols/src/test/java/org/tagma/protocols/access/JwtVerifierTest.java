package org.tagma.protocols.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.transcript.Bytes;

class JwtVerifierTest {
  private static final NumericDate NOW = NumericDate.fromSeconds(1_800_000_000);
  private static final JwtRules RULES =
      new JwtRules(
          "https://issuer",
          List.of("tagma"),
          JwtRules.ALGORITHMS,
          30,
          OptionalInt.empty(),
          "permissions");
  private static final PublicJsonWebKey RSA = named(() -> RsaJwkGenerator.generateJwk(2048), "rsa");
  private static final PublicJsonWebKey EC =
      named(() -> EcJwkGenerator.generateJwk(EllipticCurves.P256), "ec");

  private interface Generator {
    PublicJsonWebKey generate() throws JoseException;
  }

  private static PublicJsonWebKey named(Generator generator, String kid) {
    try {
      PublicJsonWebKey key = generator.generate();
      key.setKeyId(kid);
      return key;
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }

  private static JwtVerifier verifier(JwtRules rules, PublicJsonWebKey... keys) {
    try {
      String set = new JsonWebKeySet(keys).toJson(OutputControlLevel.PUBLIC_ONLY);
      return new JwtVerifier(rules, keys(set), Optional.of(NOW));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JwtKeys keys(String text) throws IOException {
    return JwtKeys.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JwtClaims claims() {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer("https://issuer");
    claims.setAudience("tagma");
    claims.setSubject("orders");
    claims.setExpirationTime(NumericDate.fromSeconds(NOW.getValue() + 60));
    claims.setStringListClaim("permissions", "tagma.key.*.sign", "other.thing");
    return claims;
  }

  private static String signed(JwtClaims claims, PublicJsonWebKey key, String algorithm) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setKey(key.getPrivateKey());
    jws.setKeyIdHeaderValue(key.getKeyId());
    jws.setAlgorithmHeaderValue(algorithm);
    try {
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }

  private static String outcome(JwtVerifier verifier, String token) {
    return verifier
        .verify(token)
        .fold(c -> c.subject() + " " + c.permissions(), detail -> "401: " + detail);
  }

  private static String outcomeWith(Consumer<JwtClaims> change) {
    JwtClaims claims = claims();
    change.accept(claims);
    return outcome(verifier(RULES, RSA), signed(claims, RSA, "RS256"));
  }

  @Test
  void takesWhatTheIssuerSignedWithEachKindOfKey() throws JoseException {
    PublicJsonWebKey okp = named(() -> OkpJwkGenerator.generateJwk(OctetKeyPairs.ED25519), "okp");
    JwtVerifier verifier = verifier(RULES, RSA, EC, okp);
    String orders = "orders [tagma.key.*.sign]";
    assertEquals(orders, outcome(verifier, signed(claims(), RSA, "RS256")));
    assertEquals(orders, outcome(verifier, signed(claims(), RSA, "PS512")));
    assertEquals(orders, outcome(verifier, signed(claims(), EC, "ES256")));
    assertEquals(orders, outcome(verifier, signed(claims(), okp, "EdDSA")));
  }

  /** The name of the curve, which jose4j keeps to itself. */
  private static final class OctetKeyPairs {
    static final String ED25519 = "Ed25519";
  }

  @Test
  void takesNoOtherKeyAndNoOtherAlgorithm() throws Exception {
    String refused = "401: the token is not one that is taken here";
    JwtVerifier verifier = verifier(RULES, RSA);
    PublicJsonWebKey stranger = named(() -> RsaJwkGenerator.generateJwk(2048), "rsa");
    assertEquals(refused, outcome(verifier, signed(claims(), stranger, "RS256")));
    assertEquals(refused, outcome(verifier, signed(claims(), EC, "ES256")));
    // the public key as the secret of a MAC, and no signature at all
    JsonWebSignature mac = new JsonWebSignature();
    mac.setPayload(claims().toJson());
    mac.setKey(new HmacKey(RSA.getPublicKey().getEncoded()));
    mac.setKeyIdHeaderValue("rsa");
    mac.setAlgorithmHeaderValue("HS256");
    assertEquals(refused, outcome(verifier, mac.getCompactSerialization()));
    String none = base64("{\"alg\":\"none\"}") + "." + base64(claims().toJson()) + ".";
    assertEquals(refused, outcome(verifier, none));
    JwtRules only =
        new JwtRules(
            "https://issuer", List.of("tagma"), List.of("ES256"), 30, OptionalInt.empty(), "p");
    assertEquals(refused, outcome(verifier(only, RSA), signed(claims(), RSA, "RS256")));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void looksAtTimesWithTheSkewAllowed() {
    assertTrue(outcomeWith(c -> expires(c, -29)).startsWith("orders"));
    String expired = "401: the token is expired: get a new one";
    assertEquals(expired, outcomeWith(c -> expires(c, -31)));
    assertTrue(outcomeWith(c -> c.setNotBefore(at(29))).startsWith("orders"));
    assertEquals("401: the token is not valid yet", outcomeWith(c -> c.setNotBefore(at(31))));
    assertEquals(
        "401: the token is not one that is taken here", outcomeWith(c -> c.unsetClaim("exp")));
  }

  @Test
  void takesNoTokenOlderThanIsAllowed() {
    JwtRules rules =
        new JwtRules(
            "https://issuer",
            List.of("tagma"),
            JwtRules.ALGORITHMS,
            30,
            OptionalInt.of(100),
            "permissions");
    JwtClaims claims = claims();
    claims.setIssuedAt(at(-100));
    assertTrue(outcome(verifier(rules, RSA), signed(claims, RSA, "RS256")).startsWith("orders"));
    claims.setIssuedAt(at(-131));
    assertEquals(
        "401: the token is expired: get a new one",
        outcome(verifier(rules, RSA), signed(claims, RSA, "RS256")));
    claims.unsetClaim("iat");
    assertEquals(
        "401: the token is not one that is taken here",
        outcome(verifier(rules, RSA), signed(claims, RSA, "RS256")));
  }

  private static NumericDate at(long seconds) {
    return NumericDate.fromSeconds(NOW.getValue() + seconds);
  }

  private static void expires(JwtClaims claims, long in) {
    claims.setExpirationTime(at(in));
  }

  @Test
  void takesTokensForItselfFromItsIssuerOnly() {
    assertEquals(
        "401: the token is for another audience", outcomeWith(c -> c.setAudience("others")));
    assertEquals("401: the token is for another audience", outcomeWith(c -> c.unsetClaim("aud")));
    assertTrue(outcomeWith(c -> c.setAudience(List.of("others", "tagma"))).startsWith("orders"));
    assertEquals(
        "401: the token is not one that is taken here",
        outcomeWith(c -> c.setIssuer("https://other")));
  }

  @Test
  void readsPermissionsFromAListOrWords() {
    assertEquals(
        "orders [tagma.audit.read, -tagma.key.payments:*.sign]",
        outcomeWith(
            c ->
                c.setStringClaim(
                    "permissions", "openid tagma.audit.read -tagma.key.payments:*.sign")));
    assertEquals("orders []", outcomeWith(c -> c.unsetClaim("permissions")));
    String malformed = "401: a claim of the token has not the right form";
    assertEquals(malformed, outcomeWith(c -> c.setClaim("permissions", 1)));
    assertEquals(malformed, outcomeWith(c -> c.setClaim("permissions", List.of(1))));
    assertEquals(
        malformed, outcomeWith(c -> c.setStringClaim("permissions", "-tagma.key.*.*.*.sign")));
  }

  @Test
  void wantsASubject() {
    assertEquals(
        "401: the token's subject is empty or too long", outcomeWith(c -> c.setSubject(" ")));
    assertEquals(
        "401: the token's subject is empty or too long",
        outcomeWith(c -> c.setSubject("s".repeat(256))));
    assertEquals(
        "401: the token is not one that is taken here", outcomeWith(c -> c.unsetClaim("sub")));
  }

  private static Optional<TokenBinding> binding(JwtClaims claims) {
    return verifier(RULES, RSA)
        .verify(signed(claims, RSA, "RS256"))
        .fold(
            Caller::binding,
            detail -> {
              throw new AssertionError(detail);
            });
  }

  private static JwtClaims bound(String id) {
    JwtClaims claims = claims();
    claims.setStringClaim("req", "A".repeat(43));
    claims.setJwtId(id);
    return claims;
  }

  @Test
  void readsWhichRequestATokenIsForAndNamesTheToken() {
    TokenBinding binding = binding(bound("one")).orElseThrow();
    assertEquals(Bytes.of(new byte[32]), binding.request());
    assertEquals((NOW.getValue() + 60) * 1_000, binding.expiresAt());
    assertEquals(43, binding.token().length());
    assertEquals(binding, binding(bound("one")).orElseThrow());
    assertNotEquals(binding.token(), binding(bound("two")).orElseThrow().token());
    JwtClaims another = bound("one");
    another.setSubject("payments");
    assertEquals(binding.token(), binding(another).orElseThrow().token());
    assertNotEquals(binding.content(), binding(another).orElseThrow().content());
  }

  @Test
  void whatTheIssuerSignedIsTheSameWhateverTheSignature() {
    List<TokenBinding> bindings = new ArrayList<>();
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      String token = signed(bound("one"), EC, "ES256"); // with a random nonce
      tokens.add(token);
      bindings.add(
          verifier(RULES, EC).verify(token).fold(c -> c.binding().orElseThrow(), d -> null));
    }
    assertEquals(2, tokens.size());
    assertEquals(bindings.get(0), bindings.get(1));
  }

  @Test
  void aTokenForOneRequestIsGoodForADayAtMost() {
    long day = 24L * 60 * 60 + RULES.skewSeconds();
    String orders = "orders [tagma.key.*.sign]";
    assertEquals(orders, outcomeWith(c -> expire(bind(c, "A".repeat(43)), day)));
    String late = "401: the token is for one request and expires in more than a day";
    assertEquals(late, outcomeWith(c -> expire(bind(c, "A".repeat(43)), day + 1)));
    long latest = Long.MAX_VALUE / 10 - NOW.getValue();
    assertEquals(late, outcomeWith(c -> expire(bind(c, "A".repeat(43)), latest)));
    assertEquals(orders, outcomeWith(c -> expire(c, latest)), "for any request it may be");
  }

  private static void expire(JwtClaims claims, long seconds) {
    claims.setExpirationTime(NumericDate.fromSeconds(NOW.getValue() + seconds));
  }

  @Test
  void aTokenWithAnIdAloneIsForAnyRequest() {
    JwtClaims claims = claims();
    claims.setJwtId("one");
    assertEquals(Optional.empty(), binding(claims));
  }

  @Test
  void aTokenForOneRequestNeedsAnIdAndADigest() {
    String noId =
        "401: the token is for one request and has no 'jti' of up to 255 characters, by which its use would be known";
    assertEquals(noId, outcomeWith(c -> c.setStringClaim("req", "A".repeat(43))));
    for (String id : List.of("", " ", "i".repeat(256))) {
      assertEquals(noId, outcomeWith(c -> bind(c, "A".repeat(43)).setJwtId(id)));
    }
    assertTrue(binding(bound("i".repeat(255))).isPresent());
    String malformed = "401: a claim of the token has not the right form";
    for (String req : List.of("", "x", "A".repeat(42), "A".repeat(42) + "B", "A".repeat(44))) {
      assertEquals(malformed, outcomeWith(c -> bind(c, req)), req);
    }
    assertEquals(malformed, outcomeWith(c -> bind(c, 1)));
    assertEquals(malformed, outcomeWith(c -> bind(c, null)));
    assertEquals(
        "401: the token is not one that is taken here",
        outcomeWith(
            c -> {
              bind(c, "A".repeat(43));
              c.setClaim("jti", 1);
            }));
  }

  private static JwtClaims bind(JwtClaims claims, Object request) {
    claims.setJwtId("one");
    claims.setClaim("req", request);
    return claims;
  }

  @ParameterizedTest
  @ValueSource(strings = {"eyJ..", "eyJhbGciOiJSUzI1NiJ9.e30.AAAA", "eyJ\u0000.\uFFFF.x"})
  void refusesHostileTexts(String token) {
    assertTrue(JwtVerifier.isToken(token));
    assertEquals(
        "401: the token is not one that is taken here", outcome(verifier(RULES, RSA), token));
  }

  @Test
  void knowsItsOwnForm() {
    assertFalse(JwtVerifier.isToken("tagma-local"));
    assertFalse(JwtVerifier.isToken("eyJhbGciOiJSUzI1NiJ9.e30"));
    assertFalse(JwtVerifier.isToken("a.b.c"));
  }

  @Test
  void readsKeysInEachForm() throws Exception {
    String token = signed(claims(), RSA, "RS256");
    String jwk = RSA.toJson(OutputControlLevel.PUBLIC_ONLY);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    for (String form : List.of(jwk, base64(jwk), pem(RSA.getPublicKey().getEncoded()))) {
      assertTrue(
          outcome(new JwtVerifier(RULES, keys(form), Optional.of(NOW)), token).startsWith("orders"),
          form);
    }
    assertTrue(keys(pem(pair.getPublic().getEncoded())).resolver() != null);
  }

  private static String pem(byte[] encoded) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(encoded)
        + "\n-----END PUBLIC KEY-----";
  }

  @Test
  void takesNoSecretsAndNoRubbishForKeys() throws JoseException {
    String secret = RSA.toJson(OutputControlLevel.INCLUDE_PRIVATE);
    String symmetric =
        OctJwkGenerator.generateJwk(256).toJson(OutputControlLevel.INCLUDE_SYMMETRIC);
    for (String text : List.of(secret, symmetric)) {
      IOException refused = assertThrows(IOException.class, () -> keys(text));
      assertEquals("public keys are expected, and nothing else", refused.getMessage());
    }
    for (String text : List.of("", "{}", "nonsense!", "{\"keys\":1}", pem(new byte[] {1, 2}))) {
      IOException refused = assertThrows(IOException.class, () -> keys(text), text);
      assertEquals(
          "a public key in PEM, a JWK or a JWK set is expected", refused.getMessage(), text);
    }
  }
}
