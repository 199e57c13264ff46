package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.group.DecodingException;

/** Keepers that lie while shares are refreshed, dealt anew, or repaired; two of three sign. */
@Order(0)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifecycleLabIT {
  @RegisterExtension static final SharedCluster SHARED = SharedCluster.lab();
  private static final LocalClusterUnderTest CLUSTER = SHARED.cluster();

  private static final Lab LAB = Lab.in(CLUSTER);
  private static final String FIX = "/consistency/fix";
  private static final String STORE = "storage/store";
  private static final Map<String, String> EVENTS =
      Map.of("REPAIR", FIX.substring(1), "IMPORT", STORE);
  private static KeyUnderTest key;
  private static KeyUnderTest lost;

  @BeforeAll
  static void keeper3LosesAShare() throws ClusterFailure, SQLException {
    LAB.restore(null);
    key = KeyUnderTest.create(keeper(1), "lifecycle-lab-it:key");
    lost = KeyUnderTest.create(keeper(1), "lifecycle-lab-it:lost");
    keeper(3).kill();
    lost.loseShareOf(keeper(3));
    CLUSTER.running(1, 2, 3);
  }

  @BeforeEach
  void everybodyIsHonest() throws ClusterFailure {
    LAB.restore(key);
  }

  private static KeeperUnderTest keeper(int number) {
    return CLUSTER.keeper(number);
  }

  /** Asks for what the protocol of this name does. */
  private static Answer ask(KeeperUnderTest coordinator, String protocol) {
    if (protocol.equals("REPAIR")) {
      return coordinator.post(FIX + "?keyId=" + lost.keyId(), "");
    }
    if (protocol.equals("IMPORT")) {
      return coordinator.post("/" + STORE, Requests.storeKey("lifecycle-lab-it:stored"));
    }
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("keyId", key.keyId());
    request.put("curve", "SECP256K1").put("mode", protocol);
    if (protocol.equals("RESHARE")) {
      request.put("threshold", 3);
    }
    return coordinator.post("/dkg", request.toString());
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        Arguments.of("REFRESH.POINT", 1),
        Arguments.of("REFRESH.LENGTH", 2),
        Arguments.of("REFRESH.SHARE_PROOF", 2),
        Arguments.of("REFRESH.SHARE", 3),
        Arguments.of("REFRESH.COMPLAINT", 3),
        Arguments.of("REFRESH.CERT", 4),
        Arguments.of("IMPORT.POINT", 1),
        Arguments.of("IMPORT.LENGTH", 2),
        Arguments.of("IMPORT.POP", 2),
        Arguments.of("IMPORT.COMPLAINT", 3),
        Arguments.of("IMPORT.TEST", 3),
        Arguments.of("IMPORT.CERT", 4),
        Arguments.of("RESHARE.POINT", 1),
        Arguments.of("RESHARE.LENGTH", 2),
        Arguments.of("RESHARE.CONSTANT", 2),
        Arguments.of("RESHARE.SHARE_PROOF", 2),
        Arguments.of("RESHARE.SHARE", 3),
        Arguments.of("RESHARE.COMPLAINT", 3),
        Arguments.of("RESHARE.CERT", 4),
        Arguments.of("REPAIR.POINT", 1),
        Arguments.of("REPAIR.LENGTH", 2),
        Arguments.of("REPAIR.CONSTANT", 2),
        Arguments.of("REPAIR.SHARE_PROOF", 2),
        Arguments.of("REPAIR.SHARE", 3),
        Arguments.of("REPAIR.COMPLAINT", 3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  @Order(1)
  void aLiarIsNamedOnEveryKeeperAndTheOldSharesSignOn(String rule, int round)
      throws ClusterFailure, IOException, DecodingException {
    String protocol = rule.substring(0, rule.indexOf('.'));
    String event = EVENTS.getOrDefault(protocol, "dkg");
    keeper(2).cheat(rule);

    Answer failed = ask(keeper(1), protocol);

    Problems.check(failed, 503, "IDENTIFIABLE_ABORT", "/v1/keeper/" + event);
    assertEquals(List.of("keeper-2"), failed.list("imposters"), failed.text());
    assertEquals(List.of(), failed.list("dead"), failed.text());
    assertEquals(List.of(), failed.list("refused"), failed.text());
    assertEquals(
        List.of("keeper-2 IMPOSTER " + rule + " round " + round + " attempt 1"), Faults.of(failed));
    Lab.checkOutcome(keeper(1), event, failed);
    JsonNode fault = failed.json().path("faults").path(0);
    LAB.checkProved(keeper(1), fault, 2, rule);
    LAB.checkVerifies(keeper(1), fault);
    for (int told : List.of(2, 3)) {
      LAB.checkToldOf(2, keeper(told), event, failed, rule);
    }
    for (int honest : List.of(1, 3)) {
      assertEquals(List.of("keeper-2"), Lab.quarantine(keeper(honest)));
    }
    assertOldSharesSign(rule);
  }

  /** Without the liar. */
  private static void assertOldSharesSign(String rule) {
    Answer signed = key.signUnlessOverloaded(keeper(3), "with the old shares");
    key.check(signed, "with the old shares");
    assertEquals(1, signed.json().path("generation").asInt(), signed.text());
    assertEquals(List.of("keeper-2 QUARANTINED " + rule), Faults.of(signed));
    Audit.checkNoPart(keeper(2), signed.text("operationId"));
  }

  /** The key is there before its shares are refreshed; answer and records say that they are not. */
  @Test
  @Order(1)
  void anImportOutlivesALieInTheRefreshThatFollowsIt()
      throws ClusterFailure, IOException, DecodingException {
    String keyId = "lifecycle-lab-it:unrefreshed";
    keeper(2).cheat("REFRESH.CERT");

    Answer stored = keeper(1).post("/" + STORE, Requests.storeKey(keyId));

    assertEquals(200, stored.status(), stored.text());
    assertFalse(stored.json().path("refreshed").booleanValue(), stored.text());
    assertEquals(1, stored.json().path("generation").asInt(), stored.text());
    assertEquals(List.of("keeper-2"), stored.list("imposters"), stored.text());
    assertEquals(List.of("keeper-2 IMPOSTER REFRESH.CERT round 4 attempt 1"), Faults.of(stored));
    LAB.checkProved(keeper(1), stored.json().path("faults").path(0), 2, "REFRESH.CERT");
    List<JsonNode> records = Audit.records(keeper(1), stored.text("operationId"));
    assertEquals(List.of(STORE + ".intent", STORE), Audit.events(records));
    assertEquals(stored.json().path("faults"), records.get(1).path("faults"));
    String details = records.get(1).at("/outcome/details").asText();
    assertTrue(details.startsWith("not refreshed, IDENTIFIABLE_ABORT: operation "), details);
    assertEquals(
        List.of(STORE + ".intent", "protocol.evidence", STORE),
        Audit.events(Audit.records(keeper(1), details.substring(details.lastIndexOf(' ') + 1))));

    Eventually.value( // it hears of the lie after the answer
        KeeperUnderTest.PATIENCE,
        () -> Lab.quarantine(keeper(3)),
        barred -> barred.equals(List.of("keeper-2")));
    LAB.restore(key);
    ObjectNode refresh = JsonNodeFactory.instance.objectNode().put("keyId", keyId);
    Answer refreshed =
        keeper(3).post("/dkg", refresh.put("curve", "ED25519").put("mode", "REFRESH").toString());
    assertEquals(200, refreshed.status(), refreshed.text());
    assertEquals(stored.text("publicKey64"), refreshed.text("publicKey64"));
    assertTrue(refreshed.json().path("generation").asInt() > 1, refreshed.text());
  }

  @Test
  @Order(2)
  void whatFailedBecauseOfALiarSucceedsWithoutItsLie() {
    Answer repaired = ask(keeper(3), "REPAIR");
    assertEquals("OK", repaired.text("verdict"), repaired.text());
    for (String protocol : List.of("REFRESH", "RESHARE", "IMPORT")) {
      Answer made = ask(keeper(3), protocol);
      assertEquals(200, made.status(), made.text());
      assertEquals(List.of(), Faults.of(made));
    }
    for (KeyUnderTest whole : List.of(key, lost)) {
      Answer signed = whole.signUnlessOverloaded(keeper(3), "with the new shares");
      whole.check(signed, "with the new shares");
      assertEquals(List.of(), Faults.of(signed));
    }
  }
}
