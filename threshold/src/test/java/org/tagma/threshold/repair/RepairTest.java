package org.tagma.threshold.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.testkit.Auditor;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.Weather;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Verdict;

class RepairTest {
  private static final int LOST = 5;

  private final SimulatedCluster cluster = new SimulatedCluster(36, 3, 5, List.of(new Repair()));
  private final Operation operation = RepairOperation.repair(cluster, Curve.named("SECP256K1"));

  private Outcome run(int coordinator) {
    return cluster.run(coordinator, operation, cluster.network(coordinator, Weather.CALM));
  }

  @Test
  void theKeeperThatLostItsShareCoordinatesItsOwnRepair() {
    assertEquals(Optional.empty(), run(LOST).failure());
    assertTrue(
        cluster.keeper(LOST).storage().share(operation.certificate().orElseThrow()).isPresent());
  }

  @Test
  void aRepairedKeeperThatComplainsOfAGoodSumIsNamed() {
    cluster
        .keeper(LOST)
        .cheat(
            (session, round, body) -> {
              if (round == Repair.RESTORE) {
                ((ArrayNode) body.get("complaints"))
                    .addObject()
                    .put("dealer", "keeper-2")
                    .put("Z", "AA")
                    .put("A1", "AA")
                    .put("A2", "AA")
                    .put("z", "AA");
              }
            });
    Outcome outcome = run(1);
    assertEquals(Set.of(LOST), outcome.ledger().imposters());
    Evidence evidence = evidence(outcome);
    assertEquals(RepairRule.COMPLAINT.id(), evidence.rule());
    Auditor.of(cluster).assertStands(cluster, evidence);
  }

  @Test
  void aHelperThatSendsAWrongSumIsNamedAndTheShareStaysLost() {
    cluster
        .keeper(2)
        .cheat(new RepairCheats.Resealing(2, Repair.SUM, new SeededRandom(2, "reseal")));
    Outcome outcome = run(1);
    assertEquals(Set.of(2), outcome.ledger().imposters());
    assertEquals(RepairRule.SHARE.id(), evidence(outcome).rule());
    assertEquals(Optional.empty(), cluster.keeper(LOST).storage().active(RepairOperation.KEY_ID));
  }

  @Test
  void withoutOneOfTheHelpersNothingIsRepairedAndItIsDead() {
    cluster.keeper(3).crash();
    Outcome outcome = run(1);
    assertEquals(Optional.of(Outcome.Failure.NOT_ENOUGH_HEALTHY_CLIENTS), outcome.failure());
    assertEquals(Set.of(3), outcome.ledger().dead());
    assertEquals(Set.of(), outcome.ledger().imposters());
    assertEquals(Optional.empty(), cluster.keeper(LOST).storage().active(RepairOperation.KEY_ID));
  }

  private static Evidence evidence(Outcome outcome) {
    return outcome.ledger().faults().stream()
        .map(Fault::verdict)
        .filter(Verdict.Imposter.class::isInstance)
        .map(v -> ((Verdict.Imposter) v).evidence())
        .findFirst()
        .orElseThrow();
  }
}
