package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

class RunDriverTest {
  private static final int SELF = 1;

  private final PeerHealth health = new PeerHealth();

  private void judge(int keeper, Verdict verdict) {
    RunDriver.judged(new Fault(keeper, verdict, 1, 1), PeerDeadline.FROST, SELF, health);
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
