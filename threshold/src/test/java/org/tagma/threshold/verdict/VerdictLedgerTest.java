package org.tagma.threshold.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;

class VerdictLedgerTest {
  private static final Verdict DEAD = new Verdict.Dead(CauseOfDeath.ROUND_TIMEOUT, 1_500);
  private static final Verdict SEALED = new Verdict.Refused(RefusalReason.SEALED, 0);
  private static final Verdict BUSY = new Verdict.Refused(RefusalReason.BUSY, 100);
  private static final Verdict GENERATION = new Verdict.Refused(RefusalReason.GENERATION, 0);

  private final VerdictLedger ledger = new VerdictLedger();

  private static Verdict imposter() {
    SimulatedCluster cluster = FrostOperation.cluster(1, 2, 3);
    StagedSession staged = StagedSession.of(cluster, FrostOperation.sign(cluster), 1, 1, 2);
    return new Verdict.Imposter(
        new Evidence(
            EnvelopeRule.MALFORMED.id(),
            2,
            staged.session().preimage(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of()));
  }

  private void add(int keeper, Verdict verdict, int attempt) {
    ledger.add(new Fault(keeper, verdict, 1, attempt));
  }

  @Test
  void everyKeeperIsInTheWorstListItDeservesAndInNoOther() {
    add(5, SEALED, 1);
    add(4, DEAD, 1);
    add(4, SEALED, 2);
    add(2, DEAD, 1);
    add(2, imposter(), 2);
    add(2, SEALED, 3);
    assertEquals(Set.of(2), ledger.imposters());
    assertEquals(Set.of(4), ledger.dead());
    assertEquals(Set.of(5), ledger.refused());
    assertEquals(Set.of(2, 4, 5), ledger.excluded());
    assertEquals(6, ledger.faults().size());
  }

  @Test
  void busyAndInconclusiveExcludeNobody() {
    add(2, BUSY, 1);
    add(3, new Verdict.Refused(RefusalReason.OVERLOADED, 0), 1);
    add(4, new Verdict.Inconclusive(), 1);
    assertEquals(Set.of(), ledger.excluded());
    assertEquals(Set.of(), ledger.refused());
    assertEquals(3, ledger.faults().size());
  }

  @Test
  void theSameFaultIsOneFaultAndOrderIsKept() {
    add(3, DEAD, 1);
    add(2, DEAD, 1);
    add(3, DEAD, 1);
    add(3, DEAD, 2);
    assertEquals(List.of(3, 2, 3), ledger.faults().stream().map(Fault::keeper).toList());
  }

  @Test
  void generationRefusalsAreForgottenAndNothingElse() {
    add(2, GENERATION, 1);
    add(3, SEALED, 1);
    ledger.forgetGenerationRefusals();
    assertEquals(Set.of(3), ledger.excluded());
    assertEquals(1, ledger.faults().size());
  }
}
