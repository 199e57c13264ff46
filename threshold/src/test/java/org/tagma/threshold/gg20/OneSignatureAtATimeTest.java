package org.tagma.threshold.gg20;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.message.Closing;
import org.tagma.threshold.message.Refusal;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.run.SessionHost;
import org.tagma.threshold.testkit.DirectLinks;
import org.tagma.threshold.testkit.HandCoordinator;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.verdict.RefusalReason;

/** Keeper 2 takes part in one signature with a key at a time. */
class OneSignatureAtATimeTest {
  private final SimulatedCluster cluster = Gg20Operation.cluster(71, 2, 3);
  private final Operation operation = Gg20Operation.sign(cluster);
  private final HandCoordinator one = HandCoordinator.of(cluster, operation, 1, 1, 2);
  private final HandCoordinator three =
      HandCoordinator.of(cluster, operation, 3, 2, 3)
          .with("operationId", TextNode.valueOf("another-operation"));

  private SessionHost host() {
    return cluster.keeper(2).host();
  }

  private HostAnswer open(HandCoordinator coordinator) {
    return host().open(coordinator.sid(), coordinator.open(2));
  }

  private void assertBusy(HostAnswer answer) throws DecodingException {
    HostAnswer.Refusing refusing = assertInstanceOf(HostAnswer.Refusing.class, answer);
    Refusal refusal =
        Signed.read(
                refusing.refusal(),
                Refusal.KIND,
                cluster.cluster().id(),
                cluster.cluster().keyRing())
            .content();
    assertEquals(RefusalReason.BUSY, refusal.reason());
    assertTrue(refusal.retryAfter() > 0);
  }

  private static void assertOpened(HostAnswer answer) {
    assertEquals(new HostAnswer.Envelopes(List.of()), answer);
  }

  private void close(HandCoordinator coordinator) {
    Closing closing = new Closing(coordinator.sid(), 1, "FAILED", List.of(), List.of());
    assertTrue(host().close(coordinator.sid(), coordinator.sign(2, closing)));
  }

  @Test
  void aSecondSessionWithTheKeyIsBusyUntilTheFirstIsClosed() throws DecodingException {
    assertOpened(open(one));
    assertOpened(open(one));
    assertBusy(open(three));
    assertBusy(host().round(three.sid(), 1, three.first(2)));
    close(one);
    assertOpened(open(three));
    assertInstanceOf(HostAnswer.Envelopes.class, host().round(three.sid(), 1, three.first(2)));
  }

  @Test
  void aSessionWhoseCoordinatorHasVanishedHoldsNobodyUp() throws DecodingException {
    open(one);
    assertBusy(open(three));
    cluster.clock().advance(SessionHost.ABANDONED_AFTER + 1);
    host().expire();
    HandCoordinator later =
        HandCoordinator.of(cluster, operation, 3, 2, 3)
            .with("operationId", TextNode.valueOf("a-later-operation"));
    assertOpened(open(later));
  }

  @Test
  void aCrashEndsTheSessionForGood() {
    open(one);
    cluster.keeper(2).crash();
    cluster.keeper(2).restart();
    HostAnswer again = host().round(one.sid(), 1, one.first(2));
    assertInstanceOf(HostAnswer.Refusing.class, again);
    assertOpened(open(three));
  }

  /**
   * Keeper 2 is busy with keeper 3's session, which is closed as keeper 1 asks for the n-th time.
   */
  private Outcome signWhile(int asked) {
    open(three);
    List<Integer> order = new ArrayList<>();
    DirectLinks links =
        new DirectLinks(cluster, 1)
            .beforeOpening(
                keeper -> {
                  order.add(keeper);
                  if (order.stream().filter(k -> k == 2).count() == asked) {
                    close(three);
                  }
                });
    Outcome outcome = cluster.run(1, operation, links);
    assertEquals(List.of(1, 2), order.stream().distinct().toList());
    return outcome;
  }

  @Test
  void aCoordinatorWaitsForABusyKeeperAndNobodyIsToBlame() {
    Outcome outcome = signWhile(3);
    assertEquals(Optional.empty(), outcome.failure());
    assertEquals(List.of(), outcome.ledger().faults());
    assertEquals(1, outcome.attempts());
  }

  @Test
  void oneThatIsBusyForeverMakesTheOperationOverloadedWithoutAVerdictOrAnAttempt() {
    Outcome outcome = signWhile(Integer.MAX_VALUE);
    assertEquals(Optional.of(Outcome.Failure.OVERLOADED), outcome.failure());
    assertEquals(List.of(), outcome.ledger().faults());
    assertEquals(0, outcome.attempts());
  }
}
