package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** Keepers lose keys, and get them back from the others. */
@Order(6)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsistencyIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final String PATH = "/consistency/fix";

  @Test
  @Order(1)
  void aLostShareComesBackAndTwoLostOnesOfThreeDoNot() throws ClusterFailure, SQLException {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest one = KeyUnderTest.create(CLUSTER.keeper(1), "consistency:one");
    KeyUnderTest own = KeyUnderTest.create(CLUSTER.keeper(1), "consistency:own");
    KeyUnderTest two = KeyUnderTest.create(CLUSTER.keeper(1), "consistency:two");
    CLUSTER.keeper(2).kill();
    CLUSTER.keeper(3).kill();
    two.loseShareOf(CLUSTER.keeper(2));
    for (KeyUnderTest key : List.of(one, own, two)) {
      key.loseShareOf(CLUSTER.keeper(3));
    }
    CLUSTER.running(1, 2, 3);

    assertEquals(404, CLUSTER.keeper(3).get("/publicKey?keyId=" + one.keyId()).status());
    assertFixed(CLUSTER.keeper(1), one);
    assertFixed(CLUSTER.keeper(3), own);
    for (KeyUnderTest key : List.of(one, own)) {
      Answer answer = key.sign(CLUSTER.keeper(3), "with a share that was lost");
      key.check(answer, "with a share that was lost");
      assertEquals(List.of(), Faults.of(answer));
    }

    Answer lost = fix(CLUSTER.keeper(2), two.keyId());
    assertEquals(200, lost.status(), lost.text());
    assertEquals("ROTATE_NEEDED", lost.text("verdict"));
    assertEquals(1, lost.json().path("targetGeneration").asInt());
    assertEquals(
        "{\"keeper-1\":{\"activeGen\":1},\"keeper-2\":{},\"keeper-3\":{}}",
        lost.json().path("versions").toString());
  }

  private static void assertFixed(KeeperUnderTest coordinator, KeyUnderTest key) {
    Answer fixed = fix(coordinator, key.keyId());
    assertEquals(200, fixed.status(), fixed.text());
    assertEquals("OK", fixed.text("verdict"), fixed.text());
    assertEquals(1, fixed.json().path("targetGeneration").asInt());
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      JsonNode version = fixed.json().path("versions").path(keeper.name());
      assertEquals("{\"activeGen\":1}", version.toString());
    }
    String operationId = fixed.headers().firstValue("X-Operation-Id").orElseThrow();
    List<JsonNode> records = Audit.records(coordinator, operationId);
    assertEquals(List.of("consistency/fix.intent", "consistency/fix"), Audit.events(records));
    assertEquals("REPAIR", records.get(1).at("/crypto/algo").asText());
  }

  @Test
  @Order(1)
  void aKeyThatNobodyKnowsIsMissing() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    Answer missing = fix(CLUSTER.keeper(1), "consistency:none");
    assertEquals(200, missing.status(), missing.text());
    assertEquals("MISSING", missing.text("verdict"));
    assertEquals(false, missing.json().has("targetGeneration"));
    assertEquals(
        "{\"keeper-1\":{},\"keeper-2\":{},\"keeper-3\":{}}",
        missing.json().path("versions").toString());
  }

  @Test
  @Order(1)
  void whoMayNotOrNamesNoKeyIsTurnedAway() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeeperUnderTest keeper = CLUSTER.keeper(1);
    String instance = "/v1/keeper" + PATH;
    Problems.check(keeper.post(PATH, ""), 400, "MISSING_KEY_ID", instance);
    Problems.check(fix(keeper, "NO:KEY"), 400, "INVALID_KEY_ID", instance);
    Problems.check(
        keeper.send(
            keeper
                .client(PATH + "?keyId=a")
                .setHeader("X-DEV-TOKEN", "tagma-auditor")
                .POST(BodyPublishers.noBody())
                .build()),
        403,
        "NOT_ENOUGH_PERMISSIONS",
        instance);
  }

  @Test
  @Order(2)
  void aHolderOutOfReachIsStillToBeLookedAt() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(1), "consistency:away");
    CLUSTER.running(1, 2);
    Answer away = fix(CLUSTER.keeper(1), key.keyId());
    assertEquals("SYNC_NEEDED", away.text("verdict"), away.text());
    assertEquals(
        "{\"keeper-1\":{\"activeGen\":1},\"keeper-2\":{\"activeGen\":1}}",
        away.json().path("versions").toString());
  }

  private static Answer fix(KeeperUnderTest coordinator, String keyId) {
    return coordinator.post(PATH + "?keyId=" + keyId, "");
  }
}
