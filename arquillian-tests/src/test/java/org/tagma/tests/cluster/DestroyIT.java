package org.tagma.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** Old generations of keys are destroyed, for good and everywhere. */
@Order(4)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DestroyIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final String PATH = "/destroy";
  private static final String INSTANCE = "/v1/keeper" + PATH;
  private static final String PLAINTEXT = "attack at dawn";
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(60);

  /** A key in its third generation, and a ciphertext of each. */
  private record OldKey(String keyId, List<String> ciphertexts) {
    static OldKey make(String keyId) {
      List<String> ciphertexts = new ArrayList<>();
      for (String mode : List.of("CREATE", "ROTATE", "ROTATE")) {
        ObjectNode request = object().put("keyId", keyId).put("curve", "P256").put("mode", mode);
        Answer made = CLUSTER.keeper(1).post("/dkg", request.put("usage", "DECRYPT").toString());
        assertEquals(200, made.status(), made.text());
        Answer encrypted =
            CLUSTER.keeper(2).post("/ecies/encrypt", Requests.encrypt(keyId, PLAINTEXT));
        assertEquals(200, encrypted.status(), encrypted.text());
        ciphertexts.add(encrypted.text("ciphertext64"));
      }
      return new OldKey(keyId, ciphertexts);
    }

    Answer decrypt(KeeperUnderTest coordinator, int generation) {
      return coordinator.post(
          "/ecies/decrypt", Requests.decrypt(keyId, ciphertexts.get(generation - 1)));
    }

    void assertOpens(KeeperUnderTest coordinator, int generation) {
      Answer opened = decrypt(coordinator, generation);
      assertEquals(200, opened.status(), opened.text());
      assertEquals(
          PLAINTEXT, new String(Base64.getDecoder().decode(opened.text("plaintext64")), UTF_8));
    }

    void assertGone(KeeperUnderTest coordinator, int generation) {
      Problems.check(
          decrypt(coordinator, generation), 404, "KEY_NOT_FOUND", "/v1/keeper/ecies/decrypt");
    }
  }

  @Test
  @Order(1)
  void everyHolderErasesItsShareAndNoOther() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    OldKey key = OldKey.make("destroy:everywhere");
    key.assertOpens(CLUSTER.keeper(3), 1);

    Answer destroyed = destroy(CLUSTER.keeper(2), key.keyId(), 1);

    assertEquals(200, destroyed.status(), destroyed.text());
    assertEquals(key.keyId(), destroyed.text("keyId"));
    assertEquals(1, destroyed.json().path("version").asInt());
    assertEquals(List.of(), Faults.of(destroyed));
    assertEquals(List.of(), destroyed.headers().allValues("Warning"));
    JsonNode outcome = Audit.checkOutcome(CLUSTER.keeper(2), "destroy", destroyed);
    assertEquals("DESTROY", outcome.at("/crypto/algo").asText());
    assertEquals(1, outcome.at("/crypto/generation").asInt());
    for (int participant : List.of(1, 3)) {
      Audit.checkGoodPart(CLUSTER.keeper(participant), "destroy", destroyed.text("operationId"));
    }
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      key.assertGone(coordinator, 1);
      key.assertOpens(coordinator, 2);
      key.assertOpens(coordinator, 3);
    }
    Answer again = destroy(CLUSTER.keeper(1), key.keyId(), 1);
    assertEquals(200, again.status(), again.text());
    assertEquals(List.of(), Faults.of(again));
  }

  @Test
  @Order(1)
  void signaturesOfADestroyedGenerationStillVerify() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(1), "destroy:signed");
    String signature = KeyUnderTest.signature(key.sign(CLUSTER.keeper(2), "a message"));
    ObjectNode refresh = object().put("keyId", key.keyId()).put("curve", "SECP256K1");
    for (String mode : List.of("REFRESH", "ROTATE")) {
      Answer made = CLUSTER.keeper(1).post("/dkg", refresh.put("mode", mode).toString());
      assertEquals(200, made.status(), made.text());
    }

    assertEquals(200, destroy(CLUSTER.keeper(3), key.keyId(), 1).status());

    String verify = Requests.verify(key.keyId(), "a message", signature);
    verify = verify.replace("}", ",\"generation\":1}");
    Answer verified = CLUSTER.keeper(2).post("/sign/verify", verify);
    assertEquals("true", verified.json().path("valid").asText(), verified.text());
    assertEquals(3, key.sign(CLUSTER.keeper(1), "m").json().path("generation").asInt());
  }

  @Test
  @Order(1)
  void whatIsNeededOrUnknownIsNotDestroyed() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    OldKey key = OldKey.make("destroy:needed");
    KeeperUnderTest keeper = CLUSTER.keeper(1);
    for (int generation : List.of(2, 3)) {
      Answer forbidden = destroy(keeper, key.keyId(), generation);
      Problems.check(forbidden, 409, "DESTROY_FORBIDDEN", INSTANCE);
      key.assertOpens(keeper, generation);
    }
    Problems.check(destroy(keeper, key.keyId(), 4), 404, "KEY_NOT_FOUND", INSTANCE);
    Problems.check(destroy(keeper, "destroy:none", 1), 404, "KEY_NOT_FOUND", INSTANCE);
    Problems.check(destroy(keeper, key.keyId(), 0), 400, "INVALID_KEY_GENERATION", INSTANCE);
    Problems.check(
        keeper.post(PATH, object().put("keyId", key.keyId()).toString()),
        400,
        "MISSING_KEY_VERSION",
        INSTANCE);
    Problems.check(
        keeper.post(PATH, object().put("version", 1).toString()), 400, "MISSING_KEY_ID", INSTANCE);
    Problems.check(
        as(Issuer.token("orders", 5, "tagma.*.*", "tagma.key.*.*", "-tagma.key.*.destroy"), key),
        403,
        "NOT_ENOUGH_PERMISSIONS",
        INSTANCE);
    Problems.check(
        as(Issuer.token("orders", -5, "tagma.key.*.destroy"), key),
        401,
        "UNAUTHENTICATED",
        INSTANCE);
    key.assertOpens(keeper, 1);
    assertEquals(200, as(Issuer.token("orders", 5, "tagma.key.*.destroy"), key).status());
    key.assertGone(keeper, 1);
  }

  private static Answer as(String token, OldKey key) {
    HttpRequest.Builder request =
        CLUSTER.keeper(1).client(PATH).setHeader("X-DEV-TOKEN", "").header("X-JWT-TOKEN", token);
    String body = object().put("keyId", key.keyId()).put("version", 1).toString();
    return CLUSTER.keeper(1).send(request.POST(BodyPublishers.ofString(body)).build());
  }

  @Test
  @Order(2)
  void aHolderThatWasAwayErasesItsShareWhenItComesBack() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    OldKey key = OldKey.make("destroy:away");
    CLUSTER.running(1, 2);

    Answer partial = once(CLUSTER.keeper(1), key);

    assertEquals(299, partial.status(), partial.text());
    assertEquals(List.of("keeper-3"), partial.list("dead"));
    assertEquals(List.of(), partial.list("imposters"));
    assertEquals(List.of(), partial.list("refused"));
    Faults.checkKnownDead(partial, "keeper-3");
    String warning = "299 - \"not every keeper has committed yet, the answer says who\"";
    assertEquals(List.of(warning), partial.headers().allValues("Warning"));
    Audit.checkOutcome(CLUSTER.keeper(1), "destroy", partial);
    Audit.checkGoodPart(CLUSTER.keeper(2), "destroy", partial.text("operationId"));
    Answer repeated = once(CLUSTER.keeper(1), key);
    assertEquals(299, repeated.status());
    assertEquals(partial.text(), repeated.text());
    assertEquals(List.of(warning), repeated.headers().allValues("Warning"));
    key.assertGone(CLUSTER.keeper(1), 1);
    key.assertGone(CLUSTER.keeper(2), 1);

    CLUSTER.running(1, 2, 3);
    JsonNode erased =
        Eventually.value(
            TOLD_WITHIN,
            () ->
                CLUSTER
                    .keeper(3)
                    .get("/audit/events?event=share.erased&keyId=" + key.keyId())
                    .json()
                    .path("items"),
            items -> items.size() > 0);
    assertEquals(1, erased.size());
    assertEquals("DESTROY", erased.get(0).at("/crypto/algo").asText());
    assertEquals(1, erased.get(0).at("/crypto/generation").asInt());
    key.assertGone(CLUSTER.keeper(3), 1);
    Answer fixed = CLUSTER.keeper(1).post("/consistency/fix?keyId=" + key.keyId(), "");
    assertEquals("OK", fixed.text("verdict"), fixed.text());
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      key.assertGone(keeper, 1);
      key.assertOpens(keeper, 2);
    }
    assertEquals(200, destroy(CLUSTER.keeper(3), key.keyId(), 1).status());
  }

  @Test
  @Order(3)
  void nothingIsDestroyedWhereEnoughAreAwayToUseIt() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    OldKey key = OldKey.make("destroy:too-few");
    CLUSTER.running(1);

    Answer failed = destroy(CLUSTER.keeper(1), key.keyId(), 1);

    Problems.check(failed, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", INSTANCE);
    assertEquals(List.of("keeper-2", "keeper-3"), failed.list("dead"));
    assertEquals(List.of(), failed.list("imposters"));
    Audit.checkOutcome(CLUSTER.keeper(1), "destroy", failed);
    CLUSTER.running(1, 2, 3);
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      key.assertOpens(keeper, 1);
    }
    assertEquals(200, destroy(CLUSTER.keeper(2), key.keyId(), 1).status());
    key.assertGone(CLUSTER.keeper(1), 1);
  }

  private static Answer destroy(KeeperUnderTest coordinator, String keyId, int version) {
    return coordinator.post(PATH, object().put("keyId", keyId).put("version", version).toString());
  }

  private static Answer once(KeeperUnderTest coordinator, OldKey key) {
    String body = object().put("keyId", key.keyId()).put("version", 1).toString();
    return coordinator.send(
        coordinator
            .client(PATH)
            .header("Idempotency-Key", "once-" + key.keyId())
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
