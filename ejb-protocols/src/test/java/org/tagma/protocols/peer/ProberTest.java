package org.tagma.protocols.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.verdict.CauseOfDeath;

class ProberTest {
  private final LinksFixture fixture = new LinksFixture();
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final PeerLinks links = fixture.links(tasks::add);
  private Optional<KeeperState> judgement = Optional.of(KeeperState.READY);
  private boolean questionFails;
  private final List<Integer> asked = new ArrayList<>();
  private final Prober prober =
      new Prober(
          links,
          fixture.health,
          new ProbeExchange() {
            @Override
            public byte[] question(int keeper) {
              asked.add(keeper);
              if (questionFails) {
                throw new IllegalStateException("ours");
              }
              return new byte[] {(byte) keeper};
            }

            @Override
            public Optional<KeeperState> judge(int keeper, byte[] question, byte[] answer) {
              return judgement;
            }
          });

  private void runTasks() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private void probeBoth() {
    prober.tick();
    runTasks();
    prober.tick();
    runTasks();
  }

  private static ScriptedSlot.Script dead(CauseOfDeath cause) {
    return (deadline, call) -> {
      throw new PeerUnreachable(cause);
    };
  }

  @Test
  void asksOnePeerATickInTurn() {
    for (int i = 0; i < 4; i++) {
      prober.tick();
      runTasks();
    }
    assertEquals(List.of(2, 3, 2, 3), asked);
    assertEquals(KeeperState.READY, fixture.health.state(2));
    assertEquals(KeeperState.READY, fixture.health.state(3));
    assertEquals(List.of(PeerDeadline.PROBE, PeerDeadline.PROBE), fixture.second.calls);
  }

  @Test
  void passesOverAPeerWhoseLastProbeIsNotAnsweredYet() {
    for (int i = 0; i < 6; i++) {
      prober.tick();
    }
    assertEquals(List.of(2, 3), asked);
    runTasks();
    prober.tick();
    assertEquals(List.of(2, 3, 2), asked);
  }

  @Test
  void makesAPeerThatDoesNotAnswerUnavailableAndSoDeadForTheNextRequest() {
    fixture.third.script = dead(CauseOfDeath.CONNECT_REFUSED);
    probeBoth();
    assertEquals(KeeperState.UNAVAILABLE, fixture.health.state(3));
    PeerReply next =
        links.send(3, "/x", new byte[0], PeerDeadline.FROST).toCompletableFuture().join();
    assertEquals(new PeerReply.Dead(CauseOfDeath.BACK_OFF, 0), next);
    assertEquals(KeeperState.READY, fixture.health.state(2));
  }

  @Test
  void bringsAPeerBackWithAGoodProbe() {
    fixture.third.script = dead(CauseOfDeath.CONNECT_REFUSED);
    probeBoth();
    fixture.third.script = new ScriptedSlot().script;
    probeBoth();
    assertEquals(Optional.empty(), fixture.health.knownDead(3));
  }

  @Test
  void takesAnOpenCircuitForNoDeathOfAPeerThatLives() {
    fixture.third.script =
        (deadline, call) -> {
          throw new CircuitBreakerOpenException();
        };
    probeBoth();
    assertEquals(Optional.empty(), fixture.health.knownDead(3));
  }

  @Test
  void takesTheTrialsOfEveryDeadlineClassInWhichThePeerDied() {
    fixture.health.died(3, PeerDeadline.GG20, CauseOfDeath.ROUND_TIMEOUT);
    fixture.health.died(3, PeerDeadline.FROST, CauseOfDeath.ROUND_TIMEOUT);
    fixture.clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    probeBoth();
    assertEquals(
        List.of(PeerDeadline.PROBE, PeerDeadline.FROST, PeerDeadline.GG20), fixture.third.calls);
    assertEquals(KeeperState.READY, fixture.health.state(3));
  }

  @Test
  void keepsAPeerDeadWhileATrialFails() {
    fixture.health.died(3, PeerDeadline.FROST, CauseOfDeath.ROUND_TIMEOUT);
    fixture.clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    fixture.third.script =
        (deadline, call) -> {
          if (deadline == PeerDeadline.FROST) {
            throw new PeerUnreachable(CauseOfDeath.ROUND_TIMEOUT);
          }
          return new PeerReply.Answered(200, new byte[0]);
        };
    probeBoth();
    assertEquals(List.of(PeerDeadline.PROBE, PeerDeadline.FROST), fixture.third.calls);
    assertEquals(KeeperState.UNAVAILABLE, fixture.health.state(3));
  }

  @Test
  void takesAnAnswerThatNobodySignedForADeath() {
    judgement = Optional.empty();
    probeBoth();
    assertEquals(Optional.of(CauseOfDeath.BAD_SIGNATURE), fixture.health.knownDead(2));
  }

  @Test
  void takesItsOwnOverloadForNothing() {
    fixture.second.script = (deadline, call) -> new PeerReply.Overloaded();
    probeBoth();
    assertEquals(Optional.empty(), fixture.health.knownDead(2));
    assertEquals(KeeperState.NOT_READY, fixture.health.state(2));
  }

  @Test
  void goesOnAfterABugOfOursAndAccusesNobody() {
    fixture.second.script =
        (deadline, call) -> {
          throw new IllegalStateException("ours");
        };
    probeBoth();
    assertEquals(Optional.empty(), fixture.health.knownDead(2));
    fixture.second.script = new ScriptedSlot().script;
    probeBoth();
    assertEquals(KeeperState.READY, fixture.health.state(2));
  }

  @Test
  void goesOnAfterAQuestionThatCouldNotBeMade() {
    questionFails = true;
    probeBoth();
    assertEquals(Optional.empty(), fixture.health.knownDead(2));
    questionFails = false;
    probeBoth();
    assertEquals(KeeperState.READY, fixture.health.state(2));
  }

  @Test
  void warmsUpEverySlotThroughEveryDeadlineClass() {
    fixture.third.script = dead(CauseOfDeath.CONNECT_REFUSED);
    var warm = prober.warmUp().toCompletableFuture();
    assertFalse(warm.isDone());
    runTasks();
    assertTrue(warm.isDone());
    assertEquals(List.of(PeerDeadline.values()), fixture.second.calls);
    assertEquals(List.of(PeerDeadline.PROBE), fixture.third.calls);
  }
}
