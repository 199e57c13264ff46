package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.testkit.Bip340Verifier;
import org.tagma.threshold.testkit.Rfc8032Verifier;
import org.tagma.threshold.testkit.Rfc9591Verifier;

/** Every curve and kind of signature over HTTP, verified by code that is not the product's. */
@Order(2)
class SuitesIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final byte[] MESSAGE = "any message".getBytes(StandardCharsets.UTF_8);

  @BeforeEach
  void allKeepersRun() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
  }

  @Test
  void ed25519SignaturesAreThoseOfRfc8032() {
    byte[] key = create("suites-ed25519", "ED25519");
    ObjectNode request = request("suites-ed25519", MESSAGE);
    byte[] signature = sign(request, "SCHNORR");
    assertTrue(Rfc8032Verifier.verify(key, MESSAGE, signature));
    assertTrue(Rfc8032Verifier.verifyWithJdk(key, MESSAGE, signature));
    assertVerifies("suites-ed25519", "SCHNORR", MESSAGE, signature, null);
  }

  @Test
  void p256SignaturesAreThoseOfRfc9591() {
    byte[] key = create("suites-p256", "P256");
    byte[] signature = sign(request("suites-p256", MESSAGE), "SEC1R65SCHNORR");
    assertTrue(Rfc9591Verifier.P256.verify(key, MESSAGE, signature));
    assertVerifies("suites-p256", "SEC1R65SCHNORR", MESSAGE, signature, null);
  }

  @Test
  void bip340AndTaprootSignaturesVerifyForTheirOutputKeys() throws NoSuchAlgorithmException {
    byte[] key = create("suites-bip340", "SECP256K1");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(MESSAGE);
    ObjectNode bip340 = JsonNodeFactory.instance.objectNode().put("kind", "BIP340");
    byte[] plain = sign(request("suites-bip340", digest).set("context", bip340), "SCHNORR");
    assertTrue(Bip340Verifier.verify(Bip340Verifier.xOnly(key), digest, plain));
    assertVerifies("suites-bip340", "SCHNORR", digest, plain, bip340);

    byte[] root = MessageDigest.getInstance("SHA-256").digest(digest);
    ObjectNode taproot =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", "TAPROOT")
            .put("merkleRoot64", Base64.getEncoder().encodeToString(root));
    byte[] tweaked = sign(request("suites-bip340", digest).set("context", taproot), "SCHNORR");
    assertTrue(Bip340Verifier.verify(Bip340Verifier.taprootOutputKey(key, root), digest, tweaked));
    assertFalse(Bip340Verifier.verify(Bip340Verifier.xOnly(key), digest, tweaked));
    assertVerifies("suites-bip340", "SCHNORR", digest, tweaked, taproot);
  }

  @Test
  void aTweakedKeySignsTheHashOfAMessage() throws NoSuchAlgorithmException {
    create("suites-tweak", "SECP256K1");
    String tweak = "tenant/7";
    ObjectNode request = request("suites-tweak", MESSAGE).put("hash", true).put("tweak", tweak);
    byte[] signature = sign(request, "SEC1R65SCHNORR");
    Answer shown = CLUSTER.keeper(3).get("/publicKey?keyId=suites-tweak&tweak=tenant/7");
    byte[] tweaked = Base64.getDecoder().decode(shown.text("data64"));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(MESSAGE);
    assertTrue(Rfc9591Verifier.SECP256K1.verify(tweaked, digest, signature));
    assertFalse(Rfc9591Verifier.SECP256K1.verify(tweaked, MESSAGE, signature));
  }

  private static byte[] create(String keyId, String curve) {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", keyId)
            .put("curve", curve)
            .put("mode", "CREATE");
    Answer created = CLUSTER.keeper(1).post("/dkg", request.toString());
    assertEquals(200, created.status(), created.text());
    byte[] key = Base64.getDecoder().decode(created.text("publicKey64"));
    Answer shown = CLUSTER.keeper(2).get("/publicKey?keyId=" + keyId);
    assertArrayEquals(key, Base64.getDecoder().decode(shown.text("data64")));
    return key;
  }

  private static ObjectNode request(String keyId, byte[] message) {
    ObjectNode request =
        JsonNodeFactory.instance.objectNode().put("keyId", keyId).put("algorithm", "FROST");
    request.putObject("operations").put("op", Base64.getEncoder().encodeToString(message));
    return request;
  }

  private static byte[] sign(Object request, String type) {
    Answer answer = CLUSTER.keeper(1).post("/sign", request.toString());
    assertEquals(200, answer.status(), answer.text());
    assertEquals(type, answer.text("type"));
    assertEquals(List.of(), Faults.of(answer));
    return Base64.getDecoder().decode(answer.json().path("signature").path("op").asText());
  }

  private static void assertVerifies(
      String keyId, String type, byte[] message, byte[] signature, ObjectNode context) {
    assertTrue(verified(keyId, type, message, signature, context));
    byte[] other = signature.clone();
    other[other.length - 1] ^= 1;
    assertFalse(verified(keyId, type, message, other, context));
  }

  private static boolean verified(
      String keyId, String type, byte[] message, byte[] signature, ObjectNode context) {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", keyId)
            .put("sigType", type)
            .put("data64", Base64.getEncoder().encodeToString(message))
            .put("signature64", Base64.getEncoder().encodeToString(signature));
    if (context != null) {
      request.set("context", context);
    }
    Answer answer = CLUSTER.keeper(2).post("/sign/verify", request.toString());
    assertEquals(200, answer.status(), answer.text());
    return answer.json().path("valid").booleanValue();
  }
}
