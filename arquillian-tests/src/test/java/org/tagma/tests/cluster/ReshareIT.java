package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** A key for another threshold and in other hands. */
@Order(3)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReshareIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final Duration TOLD_BY_PROBES = Duration.ofSeconds(60);
  private static final String DKG = "/v1/keeper/dkg";

  @Test
  @Order(1)
  void aKeyForAnotherThresholdSignsWithAsManyAndTheOldSharesGo() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(1), "reshare:threshold");

    Answer made = reshare(CLUSTER.keeper(2), request(key.keyId()).put("threshold", 3));

    assertEquals(200, made.status(), made.text());
    assertEquals(2, made.json().path("generation").asInt());
    assertEquals(List.of(), made.list("imposters"));
    assertEquals(List.of(), made.list("dead"));
    assertArrayEquals(key.publicKey(), Base64.getDecoder().decode(made.text("publicKey64")));
    Answer shown = CLUSTER.keeper(3).get("/publicKey?keyId=" + key.keyId());
    assertEquals(3, shown.json().at("/certificate/content/t").asInt());
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      Answer answer = key.sign(coordinator, "by all three");
      key.check(answer, "by all three");
      assertEquals(2, answer.json().path("generation").asInt());
      assertErased(coordinator, key, 1);
    }
    Answer record = CLUSTER.keeper(2).get("/audit/operations/" + made.text("operationId"));
    assertEquals("dkg", record.json().at("/items/0/event").asText().split("\\.")[0]);
  }

  @Test
  @Order(1)
  void aKeyInFewerHandsIsUsedThroughAnyKeeperAndComesBack() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(1), "reshare:hands");

    Answer fewer = reshare(CLUSTER.keeper(1), request(key.keyId(), "keeper-1", "keeper-2"));
    assertEquals(200, fewer.status(), fewer.text());
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      Answer answer = key.sign(coordinator, "by two");
      key.check(answer, "by two");
      assertEquals(2, answer.json().path("generation").asInt());
      assertEquals(List.of(), Faults.of(answer));
    }
    assertErased(CLUSTER.keeper(3), key, 1);
    ObjectNode refresh = request(key.keyId()).put("mode", "REFRESH");
    assertEquals(200, CLUSTER.keeper(1).post("/dkg", refresh.toString()).status());

    Answer back =
        reshare(CLUSTER.keeper(3), request(key.keyId(), "keeper-3", "keeper-2", "keeper-1"));
    assertEquals(200, back.status(), back.text());
    assertEquals(4, back.json().path("generation").asInt());
    key.check(key.sign(CLUSTER.keeper(3), "by any two"), "by any two");
  }

  @Test
  @Order(1)
  void whatCannotBeIsRefusedBeforeAnybodyIsAsked() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(1), "reshare:same");
    ObjectNode toTwo = request(key.keyId(), "keeper-1", "keeper-2");
    assertFails(400, "INVALID_THRESHOLD", toTwo.deepCopy().put("threshold", 3));
    assertFails(400, "INVALID_THRESHOLD", toTwo.deepCopy().put("threshold", 1));
    assertFails(400, "INVALID_PEER_ID", request(key.keyId(), "keeper-1", "keeper-9"));
    assertFails(400, "INVALID_PEER_ID", request(key.keyId(), "keeper-1", "keeper-1"));
    assertFails(400, "INVALID_REQUEST_BODY", request(key.keyId()));
    assertFails(400, "INVALID_REQUEST_BODY", toTwo.deepCopy().put("assetOwner", "treasury"));
    assertFails(422, "CURVE_MISMATCH", toTwo.deepCopy().put("curve", "P256"));
    assertFails(404, "KEY_NOT_FOUND", request("reshare:none", "keeper-1", "keeper-2"));
    Answer forbidden =
        CLUSTER
            .keeper(1)
            .send(
                CLUSTER
                    .keeper(1)
                    .client("/dkg")
                    .setHeader("X-DEV-TOKEN", "tagma-auditor")
                    .POST(BodyPublishers.ofString(toTwo.toString()))
                    .build());
    Problems.check(forbidden, 403, "NOT_ENOUGH_PERMISSIONS", DKG);
    assertEquals(1, key.sign(CLUSTER.keeper(1), "as before").json().path("generation").asInt());
  }

  @Test
  @Order(2)
  void aDeadKeeperIsLeftOutAndLearnsOfItWhenItIsBack() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(1), "reshare:dead");
    CLUSTER.running(1, 2);

    Answer failed = reshare(CLUSTER.keeper(1), request(key.keyId()).put("threshold", 3));
    Problems.check(failed, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", DKG);
    assertEquals(List.of("keeper-3"), failed.list("dead"));
    assertEquals(List.of(), failed.list("imposters"));
    assertEquals(1, key.sign(CLUSTER.keeper(2), "still here").json().path("generation").asInt());

    Answer without = reshare(CLUSTER.keeper(1), request(key.keyId(), "keeper-1", "keeper-2"));
    assertEquals(200, without.status(), without.text());
    int generation = without.json().path("generation").asInt();
    CLUSTER.running(1, 2, 3);
    Answer fixed = CLUSTER.keeper(2).post("/consistency/fix?keyId=" + key.keyId(), "");
    assertEquals("OK", fixed.text("verdict"), fixed.text());
    assertEquals(generation, fixed.json().at("/versions/keeper-3/activeGen").asInt());
    Answer answer = key.sign(CLUSTER.keeper(3), "through the one without");
    key.check(answer, "through the one without");
    assertEquals(generation, answer.json().path("generation").asInt());
    assertErased(CLUSTER.keeper(3), key, 1);
  }

  private static void assertErased(KeeperUnderTest keeper, KeyUnderTest key, int generation) {
    Answer erased =
        Eventually.value(
            TOLD_BY_PROBES,
            () -> keeper.get("/audit/events?event=share.erased&keyId=" + key.keyId()),
            found -> found.json().path("items").size() > 0);
    assertEquals(1, erased.json().path("items").size());
    assertEquals(generation, erased.json().at("/items/0/crypto/generation").asInt());
  }

  private static void assertFails(int status, String errorType, ObjectNode request) {
    Problems.check(reshare(CLUSTER.keeper(1), request), status, errorType, DKG);
  }

  private static Answer reshare(KeeperUnderTest coordinator, ObjectNode request) {
    return coordinator.post("/dkg", request.toString());
  }

  private static ObjectNode request(String keyId, String... members) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("keyId", keyId).put("curve", "SECP256K1").put("mode", "RESHARE");
    if (members.length > 0) {
      ArrayNode names = request.putArray("members");
      List.of(members).forEach(names::add);
    }
    return request;
  }
}
