package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.frost.FrostRequest;
import org.tagma.threshold.frost.FrostSignatures;
import org.tagma.threshold.frost.FrostSuite;
import org.tagma.threshold.frost.SigningContext;
import org.tagma.threshold.frost.SigningOptions;
import org.tagma.threshold.gg20.EcdsaEncoding;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Rehearsal;
import org.tagma.threshold.transcript.Bytes;

/** What the engine signs with some options verifies with the same ones, and with no others. */
class SchnorrVerificationTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);
  private static final Map<FrostSuite, Key> KEYS = new EnumMap<>(FrostSuite.class);

  private static final SigningContext TAPROOT =
      new SigningContext(SigningContext.Kind.TAPROOT, Bytes.empty());
  private static final SigningContext SCRIPTS =
      new SigningContext(SigningContext.Kind.TAPROOT, Bytes.of(new byte[32]));

  /** A key that three keepers of a rehearsal hold. */
  private record Key(Rehearsal rehearsal, Rehearsal.Played made) {
    static Key on(FrostSuite suite) {
      Rehearsal rehearsal = new Rehearsal(2, 3, new SecureRandom());
      ObjectNode request =
          JsonNodeFactory.instance
              .objectNode()
              .put("keyId", "k")
              .put("curve", suite.curve().apiName())
              .put("mode", "CREATE");
      return new Key(
          rehearsal,
          rehearsal.play(
              new Dkg(),
              Dkg.suite(suite.curve()),
              Session.request(DkgRequest.OP, request),
              List.of(1, 2, 3),
              Optional.empty(),
              Map.of()));
    }

    CertificateContent certificate() {
      return ((Certificate) made.result()).content();
    }

    byte[] sign(SigningOptions options, byte[] message) {
      ObjectNode request =
          JsonNodeFactory.instance
              .objectNode()
              .put("keyId", "k")
              .put("algorithm", "FROST")
              .put("hash", options.hash())
              .put("tweak", options.tweak().orElse(null));
      request.putObject("operations").put("o", base64(message));
      options
          .context()
          .ifPresent(
              c ->
                  request
                      .putObject("context")
                      .put("kind", c.kind().name())
                      .put("merkleRoot64", base64(c.merkleRoot().toArray())));
      Object result =
          rehearsal
              .play(
                  new Frost(),
                  options.suite(certificate().curve()).orElseThrow().contextString(),
                  Session.request(FrostRequest.OP, request),
                  List.of(1, 3),
                  Optional.of(certificate()),
                  made.shares())
              .result();
      return ((FrostSignatures) result).byOperation().get("o").toArray();
    }

    private static String base64(byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
  }

  private static Key key(FrostSuite suite) {
    return KEYS.computeIfAbsent(suite, Key::on);
  }

  /** A suite and options under which a message is signed. */
  private record Way(FrostSuite suite, SigningOptions options) {
    SignatureType type() {
      return SignatureType.of(suite);
    }
  }

  private static Way way(FrostSuite suite, SigningContext context, String tweak, boolean hash) {
    return new Way(
        suite, new SigningOptions(Optional.ofNullable(context), Optional.ofNullable(tweak), hash));
  }

  static Stream<Way> ways() {
    return Stream.of(
        way(FrostSuite.SECP256K1, null, null, false),
        way(FrostSuite.SECP256K1, null, "m/0", true),
        way(FrostSuite.P256, null, null, false),
        way(FrostSuite.P256, null, "m/0", true),
        way(FrostSuite.ED25519, null, null, false),
        way(FrostSuite.ED25519, null, "m/0", true),
        way(FrostSuite.BIP340, SigningContext.BIP340, null, true),
        way(FrostSuite.BIP340, SigningContext.BIP340, "m/0", true),
        way(FrostSuite.BIP340, TAPROOT, null, true),
        way(FrostSuite.BIP340, SCRIPTS, "m/0", true));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aSignatureVerifiesAsItWasMadeAndInNoOtherWay(Way made) throws OperationFailed {
    Key key = key(made.suite());
    byte[] signature = key.sign(made.options(), MESSAGE);
    assertTrue(verify(key, made, MESSAGE, signature));
    assertFalse(verify(key, made, "massage".getBytes(StandardCharsets.UTF_8), signature));
    signature[40] ^= 1;
    assertFalse(verify(key, made, MESSAGE, signature));
    signature[40] ^= 1;
    assertFalse(verify(key, made, MESSAGE, new byte[0]));
    for (Way other : ways().filter(w -> w.suite() == made.suite()).toList()) {
      assertEquals(other.equals(made), verify(key, other, MESSAGE, signature), other::toString);
    }
  }

  private static boolean verify(Key key, Way way, byte[] message, byte[] signature)
      throws OperationFailed {
    return SchnorrVerification.verify(
        key.certificate(), request(way.type(), way.options(), message, signature));
  }

  private static VerifyRequest request(
      SignatureType type, SigningOptions options, byte[] message, byte[] signature) {
    return new VerifyRequest(
        "k", type, message, signature, OptionalInt.empty(), options, EcdsaEncoding.RECOVERABLE);
  }

  @Test
  void schnorrOnSecp256k1IsBip340WithoutSayingSo() throws OperationFailed {
    Key key = key(FrostSuite.BIP340);
    byte[] signature = key.sign(ways().skip(6).findFirst().orElseThrow().options(), MESSAGE);
    SigningOptions hashed = new SigningOptions(Optional.empty(), Optional.empty(), true);
    assertTrue(
        SchnorrVerification.verify(
            key.certificate(), request(SignatureType.SCHNORR, hashed, MESSAGE, signature)));
  }

  @Test
  void rejectsATypeOrContextThatDoesNotFitTheCurve() {
    SigningOptions bip340 = way(FrostSuite.BIP340, SigningContext.BIP340, null, true).options();
    assertMismatch(FrostSuite.ED25519, SignatureType.SCHNORR, bip340, "context");
    assertMismatch(FrostSuite.P256, SignatureType.SCHNORR, bip340, "context");
    assertMismatch(
        FrostSuite.ED25519, SignatureType.SEC1R65SCHNORR, SigningOptions.NONE, "sigType");
    assertMismatch(FrostSuite.P256, SignatureType.SCHNORR, SigningOptions.NONE, "sigType");
    assertMismatch(FrostSuite.SECP256K1, SignatureType.SEC1R65SCHNORR, bip340, "sigType");
  }

  private static void assertMismatch(
      FrostSuite suite, SignatureType type, SigningOptions options, String field) {
    VerifyRequest request = request(type, options, MESSAGE, new byte[64]);
    OperationFailed failed =
        assertThrows(
            OperationFailed.class,
            () -> SchnorrVerification.verify(key(suite).certificate(), request));
    assertEquals(ErrorType.CURVE_MISMATCH, failed.type());
    assertTrue(failed.detail().startsWith(field + ":"), failed.detail());
  }
}
