package org.tagma.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** The moduli of the keepers under test. */
final class Moduli {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Moduli() {}

  /** What the keeper's status says of them. */
  static JsonNode of(KeeperUnderTest keeper) {
    return keeper.get("/system/status").json().path("moduli");
  }

  /** How large they are in the tests. */
  static final String SET = System.getProperty("tagma.ecdsa.moduli", "p112");

  /** Waits until every keeper has those of this epoch. */
  static void awaitEpoch(LocalClusterUnderTest cluster, int epoch) {
    for (KeeperUnderTest keeper : cluster.keepers()) {
      Eventually.value(PATIENCE, () -> of(keeper), m -> m.path("epoch").asInt() == epoch);
    }
  }

  /** Waits until these keepers have found primes for the next set-up. */
  static void awaitMade(LocalClusterUnderTest cluster, int... keepers) {
    for (int number : keepers) {
      Eventually.value(
          PATIENCE, () -> of(cluster.keeper(number)), m -> m.path("primes").asInt() == 4);
    }
  }

  /** Asks for new ones, as soon as all keepers say that they have found primes. */
  static Answer renew(KeeperUnderTest coordinator) {
    return Eventually.value(
        PATIENCE,
        () -> coordinator.post("/control/moduli", "{}"),
        answer -> !answer.text("errorType").equals("MODULI_NOT_READY"));
  }
}
