package org.tagma.protocols.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.verdict.CauseOfDeath;

class PeerLinksTest {
  private static final String PATH = "/peer/v1/sessions/s/rounds/1";

  private final LinksFixture fixture = new LinksFixture();
  private final PeerLinks links = fixture.links(Runnable::run);

  private CompletableFuture<PeerReply> send(int keeper, PeerDeadline deadline) {
    return links.send(keeper, PATH, new byte[] {1}, deadline).toCompletableFuture();
  }

  private void assertDead(CauseOfDeath cause, PeerReply reply) {
    assertEquals(cause, assertInstanceOf(PeerReply.Dead.class, reply).cause());
  }

  @Test
  void callsTheMethodOfTheDeadlineClassWithItsAddressAndDeadline() {
    for (PeerDeadline deadline : PeerDeadline.values()) {
      AtomicReference<PeerCall> seen = new AtomicReference<>();
      fixture.third.script =
          (through, call) -> {
            seen.set(call);
            return new PeerReply.Answered(200, new byte[0]);
          };
      assertInstanceOf(PeerReply.Answered.class, send(3, deadline).join());
      assertEquals(URI.create("http://127.0.0.1:9083" + PATH), seen.get().address());
      assertEquals(
          Duration.ofMillis(100L * deadline.name().length()).toNanos(),
          seen.get().deadlineAt() - seen.get().startedAt());
    }
    assertEquals(List.of(PeerDeadline.values()), fixture.third.calls);
    assertEquals(List.of(), fixture.second.calls);
  }

  @Test
  void doesNotAskAPeerAgainThatDied() {
    fixture.third.script =
        (through, call) -> {
          throw new PeerUnreachable(CauseOfDeath.DISCONNECTED);
        };
    assertDead(CauseOfDeath.DISCONNECTED, send(3, PeerDeadline.FROST).join());
    assertEquals(new PeerReply.Dead(CauseOfDeath.BACK_OFF, 0), send(3, PeerDeadline.GG20).join());
    assertEquals(List.of(PeerDeadline.FROST), fixture.third.calls);
    assertEquals(Optional.of(CauseOfDeath.DISCONNECTED), fixture.health.knownDead(3));
    assertEquals(KeeperState.UNAVAILABLE, fixture.health.state(3));
    assertEquals(Optional.empty(), fixture.health.knownDead(2));
  }

  private KeeperState stateAfterADeathAnAnswerAndAnotherDeath(String path) {
    fixture.health.died(3, PeerDeadline.FROST, CauseOfDeath.ROUND_TIMEOUT);
    reviveAfter(Duration.ofSeconds(1));
    PeerReply reply =
        links.send(3, path, new byte[0], PeerDeadline.FROST).toCompletableFuture().join();
    assertInstanceOf(PeerReply.Answered.class, reply);
    fixture.health.died(3, PeerDeadline.FROST, CauseOfDeath.ROUND_TIMEOUT);
    reviveAfter(Duration.ofSeconds(1));
    return fixture.health.state(3);
  }

  private void reviveAfter(Duration pause) {
    fixture.clock.addAndGet(pause.toNanos());
    fixture.health.probeAnswered(3, KeeperState.READY, Set.of(PeerDeadline.values()));
  }

  /** What it says has not been read yet: back-off must grow for a peer that answers nonsense. */
  @Test
  void endsNoRowOfDeathsByAnAnswerAlone() {
    String close = "/peer/v1/sessions/s/close";
    assertEquals(KeeperState.UNAVAILABLE, stateAfterADeathAnAnswerAndAnotherDeath(PATH));
    assertEquals(
        KeeperState.UNAVAILABLE,
        new PeerLinksTest().stateAfterADeathAnAnswerAndAnotherDeath(close));
  }

  @Test
  void endsTheRowOfDeathsWhenTheReaderFoundTheAnswerGood() {
    fixture.health.died(3, PeerDeadline.FROST, CauseOfDeath.ROUND_TIMEOUT);
    reviveAfter(Duration.ofSeconds(1));
    fixture.health.answeredRound(3);
    fixture.health.died(3, PeerDeadline.FROST, CauseOfDeath.ROUND_TIMEOUT);
    reviveAfter(Duration.ofSeconds(1));
    assertEquals(KeeperState.READY, fixture.health.state(3));
  }

  @Test
  void takesAnUnusableAnswerForADeath() {
    fixture.second.script = (through, call) -> new PeerReply.Dead(CauseOfDeath.UNUSABLE_ANSWER, 7);
    assertEquals(
        new PeerReply.Dead(CauseOfDeath.UNUSABLE_ANSWER, 7), send(2, PeerDeadline.DKG).join());
    assertEquals(Set.of(PeerDeadline.DKG), fixture.health.unproven(2));
    assertEquals(Optional.of(CauseOfDeath.UNUSABLE_ANSWER), fixture.health.knownDead(2));
  }

  @Test
  void takesAnOpenCircuitForADeath() {
    fixture.second.script =
        (through, call) -> {
          throw new CircuitBreakerOpenException();
        };
    assertDead(CauseOfDeath.CIRCUIT_OPEN, send(2, PeerDeadline.FROST).join());
  }

  @Test
  void takesItsOwnFullBulkheadForNoVerdict() {
    fixture.second.script =
        (through, call) -> {
          throw new BulkheadException();
        };
    assertInstanceOf(PeerReply.Overloaded.class, send(2, PeerDeadline.FROST).join());
    assertEquals(Optional.empty(), fixture.health.knownDead(2));
  }

  @Test
  void takesItsOwnFullExecutorForNoVerdict() {
    PeerLinks full =
        fixture.links(
            task -> {
              throw new RejectedExecutionException();
            });
    PeerReply reply =
        full.send(2, PATH, new byte[0], PeerDeadline.FROST).toCompletableFuture().join();
    assertInstanceOf(PeerReply.Overloaded.class, reply);
    assertEquals(Optional.empty(), fixture.health.knownDead(2));
  }

  @Test
  void judgesTheBackstopLikeTheDeadline() {
    fixture.second.script =
        (through, call) -> {
          throw new TimeoutException();
        };
    // the watch's clock stands still in the distant past of the call: no stall
    assertDead(CauseOfDeath.ROUND_TIMEOUT, send(2, PeerDeadline.FROST).join());
  }

  @Test
  void judgesNobodyAtTheBackstopDuringAStall() {
    fixture.second.script =
        (through, call) -> {
          fixture.watchClock.addAndGet(StallWatch.TICK + StallWatch.TOLERANCE + 1);
          throw new TimeoutException();
        };
    assertInstanceOf(PeerReply.Overloaded.class, send(2, PeerDeadline.FROST).join());
    assertEquals(Optional.empty(), fixture.health.knownDead(2));
  }

  @Test
  void accusesNobodyOfABugOfOurs() {
    IllegalStateException bug = new IllegalStateException("ours");
    fixture.second.script =
        (through, call) -> {
          throw bug;
        };
    CompletableFuture<PeerReply> reply = send(2, PeerDeadline.FROST);
    assertSame(bug, assertThrows(CompletionException.class, reply::join).getCause());
    assertEquals(Optional.empty(), fixture.health.knownDead(2));
  }

  @Test
  void knowsNoOtherKeepers() {
    assertEquals(Set.of(2, 3), links.peers());
    var unknown = assertThrows(IllegalArgumentException.class, () -> send(4, PeerDeadline.FROST));
    assertTrue(unknown.getMessage().contains("4"));
  }
}
