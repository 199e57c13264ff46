package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.peer.PeerHealth;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.verdict.VerdictLedger;

class RunDriverTest {
  private static final int SELF = 1;

  private final List<Integer> rowsEnded = new ArrayList<>();
  private final PeerHealth health =
      new PeerHealth() {
        @Override
        public void answeredRound(int keeper) {
          rowsEnded.add(keeper);
          super.answeredRound(keeper);
        }
      };

  private void judge(int keeper, Verdict verdict) {
    judge(Set.of(), keeper, verdict);
  }

  private void judge(Set<Integer> answered, int keeper, Verdict verdict) {
    VerdictLedger ledger = new VerdictLedger();
    ledger.add(new Fault(keeper, verdict, 1, 1));
    RunDriver.judged(ledger, answered, PeerDeadline.FROST, SELF, health);
  }

  /** What is readable and worth nothing must not end the row of deaths, or back-off never grows. */
  @Test
  void onlyWhoAnsweredAndDidNotDieEndsItsRowOfDeaths() {
    judge(Set.of(SELF, 2, 3), 2, new Verdict.Dead(CauseOfDeath.BAD_SIGNATURE, 0));
    assertEquals(List.of(3), rowsEnded);
    judge(Set.of(2), 2, new Verdict.Refused(RefusalReason.POLICY, 0));
    assertEquals(List.of(3, 2), rowsEnded);
  }

  @Test
  void deathsThatOnlyTheRunSeesMakeThePeerDead() {
    judge(2, new Verdict.Dead(CauseOfDeath.BAD_SIGNATURE, 0));
    judge(3, new Verdict.Dead(CauseOfDeath.VIEW_MISMATCH, 0));
    assertEquals(Optional.of(CauseOfDeath.BAD_SIGNATURE), health.knownDead(2));
    assertEquals(Optional.of(CauseOfDeath.VIEW_MISMATCH), health.knownDead(3));
  }

  /** The link has counted them, or decided not to, when they happened. */
  @Test
  void deathsThatTheLinkSawAreNotCountedAgain() {
    Set<CauseOfDeath> ofTheLink =
        EnumSet.complementOf(EnumSet.of(CauseOfDeath.BAD_SIGNATURE, CauseOfDeath.VIEW_MISMATCH));
    for (CauseOfDeath cause : ofTheLink) {
      judge(2, new Verdict.Dead(cause, 1500));
      assertEquals(Optional.empty(), health.knownDead(2), cause.name());
    }
  }

  @Test
  void nothingElseIsADeath() {
    for (Verdict verdict :
        List.of(new Verdict.Inconclusive(), new Verdict.Refused(RefusalReason.SEALED, 0))) {
      judge(2, verdict);
    }
    judge(SELF, new Verdict.Dead(CauseOfDeath.BAD_SIGNATURE, 0));
    assertEquals(Optional.empty(), health.knownDead(2));
    assertEquals(Optional.empty(), health.knownDead(SELF));
  }
}
