package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** A key's later generations: rotated, refreshed, and what the earlier ones are still good for. */
@Order(3)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GenerationsIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final Duration TOLD_BY_PROBES = Duration.ofSeconds(60);
  private static final int ROTATIONS = Integer.getInteger("tagma.rotations", 6);
  private static final byte[] PLAINTEXT = "attack at dawn".getBytes(StandardCharsets.UTF_8);

  @Test
  @Order(1)
  void aRotatedKeySignsWithNewSharesAndVerifiesWhatTheOldOneSigned() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest old = KeyUnderTest.create(CLUSTER.keeper(1), "generations:rotated");
    String signature = KeyUnderTest.signature(old.sign(CLUSTER.keeper(2), "a message"));

    Answer rotated = make(CLUSTER.keeper(2), old.keyId(), "ROTATE");

    assertEquals(2, rotated.json().path("generation").asInt());
    byte[] publicKey = Base64.getDecoder().decode(rotated.text("publicKey64"));
    assertFalse(Arrays.equals(old.publicKey(), publicKey));
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      Answer answer = old.sign(coordinator, "another message");
      new KeyUnderTest(old.keyId(), publicKey).check(answer, "another message");
      assertEquals(2, answer.json().path("generation").asInt());
    }
    ObjectNode verify = object().put("keyId", old.keyId()).put("sigType", "SEC1R65SCHNORR");
    verify.put("data64", base64("a message".getBytes(StandardCharsets.UTF_8)));
    verify.put("signature64", signature);
    assertEquals("false", verified(verify));
    assertEquals("true", verified(verify.put("generation", 1)));
  }

  @Test
  @Order(1)
  void ciphertextsOutliveFourRotationsAndARefresh() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    String keyId = "generations:vault";
    ObjectNode create = object().put("keyId", keyId).put("curve", "P256");
    Answer created =
        CLUSTER
            .keeper(1)
            .post("/dkg", create.put("mode", "CREATE").put("usage", "DECRYPT").toString());
    assertEquals(200, created.status(), created.text());
    String first = encrypted(keyId);

    String before = publicKey(keyId);
    assertEquals(2, make(CLUSTER.keeper(3), keyId, "P256", "REFRESH"));
    assertEquals(before, publicKey(keyId));
    assertOpens(keyId, first);
    String second = encrypted(keyId);
    List<String> ciphertexts = new ArrayList<>(List.of(first, second));
    for (int generation = 3; generation <= 6; generation++) {
      before = publicKey(keyId);
      KeeperUnderTest coordinator = CLUSTER.keeper(1 + generation % 3);
      assertEquals(generation, make(coordinator, keyId, "P256", "ROTATE"));
      assertNotEquals(before, publicKey(keyId));
      ciphertexts.add(encrypted(keyId));
    }
    for (String ciphertext : ciphertexts) {
      assertOpens(keyId, ciphertext);
    }
  }

  /** {@code tagma.rotations} says how often, and each keeper coordinates in its turn. */
  @Test
  @Order(1)
  void aKeyIsRotatedAgainAndAgain() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    String message = "as long as the first";
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(1), "generations:long-lived");
    String first = KeyUnderTest.signature(key.sign(CLUSTER.keeper(1), message));
    Set<String> publicKeys = new HashSet<>(List.of(publicKey(key.keyId())));

    for (int generation = 2; generation <= ROTATIONS + 1; generation++) {
      KeeperUnderTest coordinator = CLUSTER.keeper(1 + generation % 3);
      Answer rotated = make(coordinator, key.keyId(), "ROTATE");
      assertEquals(generation, rotated.json().path("generation").asInt());
      assertTrue(publicKeys.add(rotated.text("publicKey64")), rotated.text());
      Answer signed = key.sign(CLUSTER.keeper(1 + (generation + 1) % 3), message);
      byte[] publicKey = Base64.getDecoder().decode(rotated.text("publicKey64"));
      new KeyUnderTest(key.keyId(), publicKey).check(signed, message);
      assertEquals(generation, signed.json().path("generation").asInt());
      assertEquals(List.of(), Faults.of(signed));
    }

    ObjectNode verify = object().put("keyId", key.keyId()).put("sigType", "SEC1R65SCHNORR");
    verify.put("data64", base64(message.getBytes(StandardCharsets.UTF_8)));
    verify.put("signature64", first);
    assertEquals("false", verified(verify));
    assertEquals("true", verified(verify.put("generation", 1)));
  }

  @Test
  @Order(1)
  void oldSharesOfARefreshedKeyGoOnceAllHoldTheNewOnes() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(1), "generations:refreshed");

    Answer refreshed = make(CLUSTER.keeper(1), key.keyId(), "REFRESH");

    assertEquals(2, refreshed.json().path("generation").asInt());
    assertArrayEquals(key.publicKey(), Base64.getDecoder().decode(refreshed.text("publicKey64")));
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      Answer answer = key.sign(coordinator, "signed with new shares");
      key.check(answer, "signed with new shares");
      assertEquals(2, answer.json().path("generation").asInt());
      Answer erased =
          Eventually.value(
              TOLD_BY_PROBES,
              () -> coordinator.get("/audit/events?event=share.erased&keyId=" + key.keyId()),
              found -> found.json().path("items").size() > 0);
      assertEquals(1, erased.json().path("items").size());
      assertEquals(1, erased.json().path("items").get(0).path("crypto").path("generation").asInt());
    }
  }

  @Test
  @Order(1)
  void aKeyKeepsItsCurveAndItsUse() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(1), "generations:same");
    ObjectNode rotate = object().put("keyId", key.keyId()).put("mode", "ROTATE");
    assertEquals(
        "CURVE_MISMATCH",
        CLUSTER.keeper(1).post("/dkg", rotate.put("curve", "P256").toString()).text("errorType"));
    rotate.put("curve", "SECP256K1").put("usage", "DECRYPT");
    assertEquals(
        "KEY_APPLY_OPS_FORBIDDEN",
        CLUSTER.keeper(1).post("/dkg", rotate.toString()).text("errorType"));
    rotate.put("keyId", "generations:none").remove("usage");
    assertEquals(
        "KEY_NOT_FOUND", CLUSTER.keeper(1).post("/dkg", rotate.toString()).text("errorType"));
  }

  @Test
  @Order(1)
  void aKeyIsUsedUntilItsPolicyEndsThat() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    String keyId = "generations:limited";
    long end = Instant.now().getEpochSecond() + 15;
    ObjectNode create = object().put("keyId", keyId).put("curve", "P256").put("mode", "CREATE");
    create.put("usage", "DECRYPT").set("policy", ends("apply", end));
    Answer created = CLUSTER.keeper(1).post("/dkg", create.toString());
    assertEquals(200, created.status(), created.text());
    String first = encrypted(keyId);
    assertEquals(end, expiry("/expires/apply?windowSec=60", keyId));
    assertEquals(end, expiry("/expires?type=APPLY&from=" + end + "&to=" + (end + 1), keyId));
    assertEquals(0, expiry("/expires?type=PROCESS&windowSec=60", keyId));
    assertEquals(0, expiry("/expires/expired?type=APPLY", keyId));

    ObjectNode encrypt = object().put("keyId", keyId).put("plaintext64", base64(PLAINTEXT));
    Answer refused =
        Eventually.value(
            Duration.ofSeconds(60),
            () -> CLUSTER.keeper(3).post("/ecies/encrypt", encrypt.toString()),
            answer -> answer.status() != 200);
    Problems.check(refused, 422, "KEY_APPLY_OPS_FORBIDDEN", "/v1/keeper/ecies/encrypt");
    assertTrue(refused.text("detail").endsWith(Instant.ofEpochSecond(end).toString()));
    assertEquals(end, expiry("/expires/expired?type=APPLY", keyId));
    assertEquals(0, expiry("/expires/apply?windowSec=60", keyId));
    assertOpens(keyId, first);

    create.put("mode", "ROTATE").set("policy", object().put("allowHistoricalProcess", false));
    assertEquals(200, CLUSTER.keeper(2).post("/dkg", create.toString()).status());
    assertOpens(keyId, encrypted(keyId));
    ObjectNode decrypt = object().put("keyId", keyId).put("ciphertext64", first);
    Answer old = CLUSTER.keeper(1).post("/ecies/decrypt", decrypt.toString());
    Problems.check(old, 422, "KEY_PROCESS_OPS_FORBIDDEN", "/v1/keeper/ecies/decrypt");
    assertEquals(0, expiry("/expires/expired?type=APPLY", keyId));
  }

  @Test
  @Order(1)
  void aPolicyThatEndsBeforeItBeginsMakesNoKey() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    ObjectNode create = object().put("keyId", "generations:late").put("curve", "P256");
    create.put("mode", "CREATE").set("policy", ends("process", 1));
    Answer answer = CLUSTER.keeper(1).post("/dkg", create.toString());
    Problems.check(answer, 400, "INVALID_EXPIRATION_TIME", "/v1/keeper/dkg");
    assertEquals("field 'policy.process.notAfter' is over already", answer.text("detail"));
    create.set("policy", object().put("for", "ever"));
    Problems.check(
        CLUSTER.keeper(1).post("/dkg", create.toString()),
        400,
        "INVALID_KEY_SET_POLICY",
        "/v1/keeper/dkg");
  }

  private static ObjectNode ends(String use, long second) {
    ObjectNode policy = object();
    policy.putObject(use).put("unit", "SECONDS").put("notAfter", second);
    return policy;
  }

  /** When the key's one use of the question ends, in epoch seconds; 0 when it is not listed. */
  private static long expiry(String question, String keyId) {
    Answer answer = CLUSTER.keeper(2).get(question);
    assertEquals(200, answer.status(), answer.text());
    long found = 0;
    for (JsonNode item : answer.json().path("items")) {
      if (item.path("logicalId").asText().equals(keyId)) {
        assertEquals(0, found, answer.text());
        found = item.path("expiresAt").asLong();
      }
    }
    return found;
  }

  @Test
  @Order(2)
  void withoutAllKeepersTheOldGenerationSignsOn() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(1), "generations:alone");
    CLUSTER.running(1, 2);
    for (String mode : List.of("ROTATE", "REFRESH")) {
      Answer failed = CLUSTER.keeper(1).post("/dkg", request(key.keyId(), "SECP256K1", mode));
      Problems.check(failed, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/dkg");
      assertEquals(List.of("keeper-3"), failed.list("dead"));
      assertEquals(List.of(), failed.list("imposters"));
    }
    Answer answer = key.sign(CLUSTER.keeper(2), "still here");
    key.check(answer, "still here");
    assertEquals(1, answer.json().path("generation").asInt());
  }

  private static Answer make(KeeperUnderTest coordinator, String keyId, String mode) {
    Answer made = coordinator.post("/dkg", request(keyId, "SECP256K1", mode));
    assertEquals(200, made.status(), made.text());
    assertEquals(List.of(), made.list("imposters"));
    assertEquals(List.of(), made.list("dead"));
    return made;
  }

  private static int make(KeeperUnderTest coordinator, String keyId, String curve, String mode) {
    Answer made = coordinator.post("/dkg", request(keyId, curve, mode));
    assertEquals(200, made.status(), made.text());
    return made.json().path("generation").asInt();
  }

  private static String request(String keyId, String curve, String mode) {
    return object().put("keyId", keyId).put("curve", curve).put("mode", mode).toString();
  }

  private static String verified(ObjectNode request) {
    Answer answer = CLUSTER.keeper(3).post("/sign/verify", request.toString());
    assertEquals(200, answer.status(), answer.text());
    return answer.json().path("valid").asText();
  }

  private static String publicKey(String keyId) {
    return CLUSTER.keeper(2).get("/publicKey?keyId=" + keyId).text("data64");
  }

  private static String encrypted(String keyId) {
    ObjectNode request = object().put("keyId", keyId).put("plaintext64", base64(PLAINTEXT));
    Answer answer = CLUSTER.keeper(2).post("/ecies/encrypt", request.toString());
    assertEquals(200, answer.status(), answer.text());
    return answer.text("ciphertext64");
  }

  private static void assertOpens(String keyId, String ciphertext) {
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      ObjectNode request = object().put("keyId", keyId).put("ciphertext64", ciphertext);
      Answer answer = coordinator.post("/ecies/decrypt", request.toString());
      assertEquals(200, answer.status(), answer.text());
      assertArrayEquals(PLAINTEXT, Base64.getDecoder().decode(answer.text("plaintext64")));
      assertTrue(Faults.of(answer).isEmpty(), answer.text());
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
