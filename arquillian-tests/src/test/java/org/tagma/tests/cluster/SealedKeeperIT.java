package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** Keeper 2 is started without the key file of its seal. */
@Order(7)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SealedKeeperIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static KeyUnderTest key;

  @BeforeAll
  static void startSealed() throws ClusterFailure, IOException {
    CLUSTER.running(1, 2, 3);
    key = KeyUnderTest.create(CLUSTER.keeper(1), "sealed-keeper-it");
    CLUSTER.keeper(2).kill();
    Files.move(sealKey(), keptSealKey());
    CLUSTER.keeper(2).startUnready();
    CLUSTER.keeper(1).awaitSeeing(CLUSTER.keeper(2), "NOT_READY");
    CLUSTER.keeper(3).awaitSeeing(CLUSTER.keeper(2), "NOT_READY");
  }

  @AfterAll
  static void unseal() throws ClusterFailure, IOException {
    CLUSTER.keeper(2).kill();
    Files.move(keptSealKey(), sealKey());
  }

  private static Path sealKey() {
    return CLUSTER.keeper(2).directory().resolve("seal.key");
  }

  private static Path keptSealKey() {
    return CLUSTER.keeper(2).directory().resolve("seal.key.kept");
  }

  @Test
  @Order(1)
  void itSaysThatItIsSealed() {
    KeeperUnderTest sealed = CLUSTER.keeper(2);

    Answer status = sealed.get("/system/status");

    assertEquals(200, status.status(), status.text());
    assertEquals("SEALED", status.text("state"));
    assertEquals("KEY_FILE", status.text("sealedBy"));
    assertEquals(503, sealed.get("/system/ready").status());
    assertEquals(204, sealed.get("/system/health").status());
  }

  @Test
  @Order(1)
  void itCoordinatesNothing() {
    Map<String, String> requests =
        Map.of(
            "/sign",
            Requests.sign(key.keyId(), Map.of("op-1", "a message")),
            "/dkg",
            Requests.createKey("sealed-keeper-it:second"),
            "/storage/store",
            Requests.storeKey("sealed-keeper-it:stored"));
    requests.forEach(SealedKeeperIT::assertSealed);
  }

  private static void assertSealed(String path, String request) {
    Answer answer = CLUSTER.keeper(2).post(path, request);

    Problems.check(answer, 503, "KEEPER_SEALED", "/v1/keeper" + path);
    assertEquals(List.of(), Faults.of(answer));
    JsonNode outcome =
        Audit.awaitLast(CLUSTER.keeper(2), answer.text("operationId"), path.substring(1));
    assertEquals(503, outcome.path("outcome").path("statusCode").asInt());
    assertEquals("KEEPER_SEALED", outcome.path("outcome").path("error").asText());
  }

  @Test
  @Order(1)
  void theOthersSignWithoutAskingIt() {
    for (KeeperUnderTest coordinator : List.of(CLUSTER.keeper(1), CLUSTER.keeper(3))) {
      Answer answer = key.sign(coordinator, "without it");

      key.check(answer, "without it");
      assertEquals(List.of(), Faults.of(answer));
      Audit.checkNoPart(CLUSTER.keeper(2), answer.text("operationId"));
    }
  }

  @Test
  @Order(1)
  void keyGenerationFailsWithItsRefusal() {
    KeeperUnderTest coordinator = CLUSTER.keeper(1);

    Answer answer = coordinator.post("/dkg", Requests.createKey("sealed-keeper-it:third"));

    Problems.check(answer, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/dkg");
    assertEquals(List.of(), answer.list("imposters"));
    assertEquals(List.of(), answer.list("dead"));
    assertEquals(List.of("keeper-2"), answer.list("refused"));
    assertEquals(List.of("keeper-2 REFUSED SEALED round 1 attempt 1"), Faults.of(answer));
    Audit.checkOutcome(coordinator, "dkg", answer);
  }

  @Test
  @Order(2)
  void whereItIsNeededItRefuses() throws ClusterFailure {
    KeeperUnderTest coordinator = CLUSTER.keeper(1);
    CLUSTER.keeper(3).kill();
    coordinator.awaitSeeing(CLUSTER.keeper(3), "UNAVAILABLE");

    Answer answer = key.sign(coordinator, "with it");

    Problems.check(answer, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/sign");
    assertEquals(List.of(), answer.list("imposters"));
    assertEquals(List.of("keeper-3"), answer.list("dead"));
    assertEquals(List.of("keeper-2"), answer.list("refused"));
    List<String> faults = Faults.of(answer);
    assertEquals(2, faults.size());
    assertTrue(faults.get(0).matches("keeper-3 DEAD (BACK_OFF|CIRCUIT_OPEN)"), faults.get(0));
    assertEquals("keeper-2 REFUSED SEALED round 1 attempt 1", faults.get(1));
    Audit.checkOutcome(coordinator, "sign", answer);
    Audit.checkNoPart(CLUSTER.keeper(2), answer.text("operationId"));
  }
}
