package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.cipher.Aead;
import org.tagma.threshold.ecies.AssociatedData;
import org.tagma.threshold.ecies.EncryptionKey;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;

/** Encryption and threshold decryption over HTTP. */
@Order(3)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EciesIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final String KEY = "ecies-it";
  private static final String DECRYPT = "ecies/decrypt";
  private static final int LARGEST = 7 << 20;
  private static final byte[] PLAINTEXT = "attack at dawn".getBytes(StandardCharsets.UTF_8);
  private static boolean made;

  @BeforeEach
  void makeKey() throws ClusterFailure {
    if (!made) {
      CLUSTER.running(1, 2, 3);
      String request = Requests.createKey(KEY).replace("}", ",\"usage\":\"DECRYPT\"}");
      Answer created = CLUSTER.keeper(1).post("/dkg", request);
      assertEquals(200, created.status(), created.text());
      made = true;
    }
  }

  @Test
  @Order(1)
  void everyCoordinatorDecryptsWhatAnotherEncrypted() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      for (String algorithm : List.of("AES_GCM", "CHACHA20_POLY1305")) {
        ObjectNode bound =
            request().put("algorithm", algorithm).put("tweak", "m/1").put("label", "orders");
        bound.put("aad64", base64(new byte[] {1, 2}));
        byte[] ciphertext = encrypt(CLUSTER.keeper(2), bound.deepCopy(), PLAINTEXT);
        Answer answer = decrypt(coordinator, bound.deepCopy(), ciphertext);
        assertOpened(PLAINTEXT, answer);
        assertEquals(List.of(), Faults.of(answer));
        Answer other = decrypt(coordinator, bound.deepCopy().put("label", "other"), ciphertext);
        assertNobodysFault(other);
      }
    }
  }

  @Test
  @Order(1)
  void aChangedCiphertextIsInvalidAndNamesNobody() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    byte[] ciphertext = encrypt(CLUSTER.keeper(1), request(), PLAINTEXT);
    ciphertext[ciphertext.length - 1] ^= 1;
    assertNobodysFault(decrypt(CLUSTER.keeper(1), request(), ciphertext));
  }

  @Test
  @Order(1)
  void aKeyForSignaturesNeitherEncryptsNorDecryptsAndTheOtherDoesNotSign() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest signing = KeyUnderTest.create(CLUSTER.keeper(1), "ecies-it:signing");
    byte[] ciphertext = encrypt(CLUSTER.keeper(1), request(), PLAINTEXT);
    ObjectNode wrong = request().put("keyId", signing.keyId());
    Problems.check(
        CLUSTER.keeper(1).post("/ecies/encrypt", wrong.put("plaintext64", "").toString()),
        422,
        "KEY_APPLY_OPS_FORBIDDEN",
        "/v1/keeper/ecies/encrypt");
    Problems.check(
        decrypt(CLUSTER.keeper(1), request().put("keyId", signing.keyId()), ciphertext),
        422,
        "KEY_PROCESS_OPS_FORBIDDEN",
        "/v1/keeper/ecies/decrypt");
    Problems.check(
        new KeyUnderTest(KEY, new byte[0]).sign(CLUSTER.keeper(1), "no"),
        422,
        "KEY_APPLY_OPS_FORBIDDEN",
        "/v1/keeper/sign");
  }

  @Test
  @Order(1)
  void aCiphertextWithoutAProofNeedsAKeyThatWasMadeForIt() throws Exception {
    CLUSTER.running(1, 2, 3);
    ObjectNode plain = request().put("keyId", "ecies-it:plain");
    String create = Requests.createKey("ecies-it:plain");
    Answer created =
        CLUSTER.keeper(2).post("/dkg", create.replace("}", ",\"usage\":\"DECRYPT_PLAIN\"}"));
    assertEquals(200, created.status(), created.text());
    Answer opened = decrypt(CLUSTER.keeper(1), plain.deepCopy(), withoutProof("ecies-it:plain"));
    assertOpened(PLAINTEXT, opened);
    assertEquals("false", opened.json().path("ccaSafe").asText());
    byte[] proved = encrypt(CLUSTER.keeper(1), plain.deepCopy(), PLAINTEXT);
    assertOpened(PLAINTEXT, decrypt(CLUSTER.keeper(3), plain.deepCopy(), proved));
    assertNobodysFault(decrypt(CLUSTER.keeper(1), request(), withoutProof(KEY)));
    byte[] ours = encrypt(CLUSTER.keeper(1), request(), PLAINTEXT);
    Answer safe = decrypt(CLUSTER.keeper(1), request(), ours);
    assertEquals("true", safe.json().path("ccaSafe").asText());
  }

  /** Made offline, from the public key alone. */
  private static byte[] withoutProof(String keyId) throws DecodingException {
    Answer key = CLUSTER.keeper(1).get("/publicKey?keyId=" + keyId);
    byte[] point = Base64.getDecoder().decode(key.text("data64"));
    return new EncryptionKey(keyId, 1, Curve.named("SECP256K1").decodePoint(point))
        .encryptWithoutProof(Aead.AES_GCM, PLAINTEXT, AssociatedData.NONE, new SecureRandom())
        .encode();
  }

  @Test
  @Order(1)
  void sevenMebibytesAreDecryptedAndNoByteMoreIsEncrypted() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    byte[] large = new byte[LARGEST];
    Arrays.fill(large, (byte) 7);
    byte[] ciphertext = encrypt(CLUSTER.keeper(1), request(), large);
    assertOpened(large, decrypt(CLUSTER.keeper(3), request(), ciphertext));
    String more = request().put("plaintext64", base64(new byte[LARGEST + 1])).toString();
    Problems.check(
        CLUSTER.keeper(1).post("/ecies/encrypt", more),
        413,
        "PAYLOAD_TOO_LARGE",
        "/v1/keeper/ecies/encrypt");
  }

  @Test
  @Order(2)
  void aDeadKeeperIsNamedAndTheOthersDecrypt() throws ClusterFailure {
    CLUSTER.running(1, 2);
    byte[] ciphertext = encrypt(CLUSTER.keeper(1), request(), PLAINTEXT);
    Answer answer = decrypt(CLUSTER.keeper(1), request(), ciphertext);
    assertOpened(PLAINTEXT, answer);
    assertEquals(List.of("keeper-3"), answer.list("dead"));
    assertEquals(List.of(), answer.list("imposters"));
    assertEquals(List.of(), answer.list("refused"));
    Faults.checkKnownDead(answer, "keeper-3");
    Audit.checkOutcome(CLUSTER.keeper(1), DECRYPT, answer);
    Audit.checkGoodPart(CLUSTER.keeper(2), DECRYPT, answer.text("operationId"));
  }

  @Test
  @Order(3)
  void aloneAKeeperEncryptsAndDecryptsNothing() throws ClusterFailure {
    CLUSTER.running(1);
    byte[] ciphertext = encrypt(CLUSTER.keeper(1), request(), PLAINTEXT);
    Answer answer = decrypt(CLUSTER.keeper(1), request(), ciphertext);
    Problems.check(answer, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/ecies/decrypt");
    assertEquals(List.of("keeper-2", "keeper-3"), answer.list("dead"));
    assertEquals(List.of(), answer.list("imposters"));
    assertFalse(answer.text().contains(base64(PLAINTEXT)), answer.text());
    Audit.checkOutcome(CLUSTER.keeper(1), DECRYPT, answer);
  }

  private static ObjectNode request() {
    return JsonNodeFactory.instance.objectNode().put("keyId", KEY);
  }

  private static byte[] encrypt(KeeperUnderTest keeper, ObjectNode request, byte[] plaintext) {
    String json = request.put("plaintext64", base64(plaintext)).toString();
    Answer answer = keeper.post("/ecies/encrypt", json);
    assertEquals(200, answer.status(), answer.text());
    assertEquals(1, answer.json().path("generation").asInt());
    return Base64.getDecoder().decode(answer.text("ciphertext64"));
  }

  private static Answer decrypt(KeeperUnderTest keeper, ObjectNode request, byte[] ciphertext) {
    return keeper.post(
        "/ecies/decrypt", request.put("ciphertext64", base64(ciphertext)).toString());
  }

  private static void assertOpened(byte[] plaintext, Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    assertArrayEquals(plaintext, Base64.getDecoder().decode(answer.text("plaintext64")));
  }

  private static void assertNobodysFault(Answer answer) {
    Problems.check(answer, 400, "INVALID_CIPHERTEXT", "/v1/keeper/ecies/decrypt");
    assertEquals(List.of(), answer.list("imposters"));
    assertEquals(List.of(), answer.list("dead"));
    assertEquals(List.of(), answer.list("refused"));
    assertEquals(List.of(), Faults.of(answer));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
