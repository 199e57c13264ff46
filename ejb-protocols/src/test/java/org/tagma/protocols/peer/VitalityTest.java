package org.tagma.protocols.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.verdict.CauseOfDeath;

class VitalityTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Set<PeerDeadline> ALL = EnumSet.allOf(PeerDeadline.class);

  private final Vitality peer = new Vitality();

  @Test
  void isNotReadyButMayBeAskedBeforeItsFirstProbe() {
    assertEquals(KeeperState.NOT_READY, peer.state());
    assertEquals(Optional.empty(), peer.causeOfDeath());
  }

  @Test
  void diesAtOnceAndStaysDeadUntilAGoodProbeAfterTheBackOff() {
    peer.probeAnswered(KeeperState.READY, ALL, 0);
    peer.died(PeerDeadline.FROST, CauseOfDeath.ROUND_TIMEOUT, 0);
    assertEquals(Optional.of(CauseOfDeath.ROUND_TIMEOUT), peer.causeOfDeath());
    peer.probeAnswered(KeeperState.READY, ALL, SECOND - 1);
    assertEquals(KeeperState.UNAVAILABLE, peer.state());
    peer.probeAnswered(KeeperState.READY, ALL, SECOND);
    assertEquals(KeeperState.READY, peer.state());
  }

  @Test
  void staysDeadWhileADeadlineClassInWhichItDiedIsUnproven() {
    peer.died(PeerDeadline.DKG, CauseOfDeath.ROUND_TIMEOUT, 0);
    peer.died(PeerDeadline.FROST, CauseOfDeath.ROUND_TIMEOUT, 0);
    assertEquals(Set.of(PeerDeadline.DKG, PeerDeadline.FROST), peer.unproven());
    List<PeerDeadline> proven = List.of(PeerDeadline.PROBE, PeerDeadline.FROST);
    peer.probeAnswered(KeeperState.READY, proven, 5 * SECOND);
    assertEquals(KeeperState.UNAVAILABLE, peer.state());
    peer.probeAnswered(KeeperState.READY, ALL, 6 * SECOND);
    assertEquals(KeeperState.READY, peer.state());
    assertEquals(Set.of(), peer.unproven());
  }

  @Test
  void backsOffTwiceAsLongAfterEachDeathInARowUpToAMinute() {
    long now = 0;
    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      peer.died(PeerDeadline.FROST, CauseOfDeath.ROUND_TIMEOUT, now);
      now += seconds * SECOND;
      peer.probeAnswered(KeeperState.READY, ALL, now - 1);
      assertEquals(KeeperState.UNAVAILABLE, peer.state(), seconds + " s");
      peer.probeAnswered(KeeperState.READY, ALL, now);
      assertEquals(KeeperState.READY, peer.state(), seconds + " s");
    }
  }

  @Test
  void countsDeathsOfOneMomentOnce() {
    peer.died(PeerDeadline.FROST, CauseOfDeath.ROUND_TIMEOUT, 0);
    peer.died(PeerDeadline.FROST, CauseOfDeath.DISCONNECTED, 0);
    assertEquals(Optional.of(CauseOfDeath.ROUND_TIMEOUT), peer.causeOfDeath());
    peer.probeAnswered(KeeperState.READY, ALL, SECOND);
    assertEquals(KeeperState.READY, peer.state());
  }

  @Test
  void startsAnewOnceARoundIsAnswered() {
    peer.died(PeerDeadline.FROST, CauseOfDeath.ROUND_TIMEOUT, 0);
    peer.probeAnswered(KeeperState.READY, ALL, SECOND);
    peer.answeredRound();
    peer.died(PeerDeadline.FROST, CauseOfDeath.ROUND_TIMEOUT, 10 * SECOND);
    peer.probeAnswered(KeeperState.READY, ALL, 11 * SECOND);
    assertEquals(KeeperState.READY, peer.state());
  }

  @Test
  void returnsWithItsFirstGoodProbeHoweverManyFailedBefore() {
    for (int second = 0; second < 100; second++) {
      peer.probeFailed(CauseOfDeath.CONNECT_REFUSED, second * SECOND);
      assertEquals(KeeperState.UNAVAILABLE, peer.state());
    }
    peer.probeAnswered(KeeperState.NOT_READY, ALL, 100 * SECOND);
    assertEquals(KeeperState.NOT_READY, peer.state());
  }

  @Test
  void aLaterProbeTellsWhatKeepsItDead() {
    peer.died(PeerDeadline.FROST, CauseOfDeath.CONNECT_REFUSED, 0);
    peer.probeFailed(CauseOfDeath.TLS_FAILED, SECOND / 2);
    assertEquals(Optional.of(CauseOfDeath.TLS_FAILED), peer.causeOfDeath());
    peer.probeAnswered(KeeperState.READY, ALL, SECOND - 1);
    assertEquals(KeeperState.UNAVAILABLE, peer.state(), "the back-off is not over");
    peer.probeAnswered(KeeperState.READY, ALL, SECOND);
    assertEquals(KeeperState.READY, peer.state());
  }
}
