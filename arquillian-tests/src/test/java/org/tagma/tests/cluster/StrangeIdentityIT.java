package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.identity.KeeperIdentity;

/**
 * Keeper 3 signs its messages with an identity key that the others do not know. So does it its own
 * audit records of that time: nothing that verifies its chain can come afterwards.
 */
@Order(8)
class StrangeIdentityIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static KeyUnderTest key;
  private static String ownKey;

  @BeforeAll
  static void replaceIdentity() throws ClusterFailure, IOException {
    CLUSTER.running(1, 2, 3);
    key = KeyUnderTest.create(CLUSTER.keeper(1), "strange-identity-it");
    CLUSTER.keeper(3).kill();
    ownKey = Files.readString(identity());
    String strange = KeeperIdentity.generate(3, new SecureRandom()).privateJwk().toString();
    Files.writeString(identity(), strange);
    CLUSTER.keeper(3).startUnready();
    CLUSTER.keeper(1).awaitSeeing(CLUSTER.keeper(3), "UNAVAILABLE");
    CLUSTER.keeper(2).awaitSeeing(CLUSTER.keeper(3), "UNAVAILABLE");
  }

  @AfterAll
  static void restoreIdentity() throws ClusterFailure, IOException {
    CLUSTER.keeper(3).kill();
    Files.writeString(identity(), ownKey);
  }

  private static Path identity() {
    return CLUSTER.keeper(3).directory().resolve("identity.jwk");
  }

  @Test
  void theOthersTakeItForDeadAndSignWithoutIt() {
    for (KeeperUnderTest coordinator : List.of(CLUSTER.keeper(1), CLUSTER.keeper(2))) {
      Answer answer = key.sign(coordinator, "without keeper-3");

      key.check(answer, "without keeper-3");
      assertEquals(List.of(), answer.list("imposters"));
      assertEquals(List.of("keeper-3"), answer.list("dead"));
      assertEquals(List.of(), answer.list("refused"));
      Faults.checkKnownDead(answer, "keeper-3");
      assertEquals(1, answer.json().path("attempts").asInt());
      Audit.checkOutcome(coordinator, "sign", answer);
      Audit.checkNoPart(CLUSTER.keeper(3), answer.text("operationId"));
    }
  }

  @Test
  void nobodySignsForIt() {
    KeeperUnderTest strange = CLUSTER.keeper(3);

    Answer answer =
        strange.post("/sign", Requests.sign(key.keyId(), Map.of("op-1", "for a stranger")));

    Problems.check(answer, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/sign");
    assertEquals(List.of(), answer.list("imposters"));
    assertEquals(List.of("keeper-1", "keeper-2"), answer.list("dead"));
    assertEquals(List.of(), answer.list("refused"));
    Audit.checkOutcome(strange, "sign", answer);
    Audit.checkNoPart(CLUSTER.keeper(1), answer.text("operationId"));
    Audit.checkNoPart(CLUSTER.keeper(2), answer.text("operationId"));
  }

  @Test
  void keyGenerationFailsAndNamesItDead() {
    Answer answer =
        CLUSTER.keeper(1).post("/dkg", Requests.createKey("strange-identity-it:second"));

    Problems.check(answer, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/dkg");
    assertEquals(List.of(), answer.list("imposters"));
    assertEquals(List.of("keeper-3"), answer.list("dead"));
    Audit.checkOutcome(CLUSTER.keeper(1), "dkg", answer);
  }
}
