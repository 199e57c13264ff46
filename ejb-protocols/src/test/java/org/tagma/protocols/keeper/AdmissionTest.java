package org.tagma.protocols.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tagma.protocols.keeper.Admission.Permit;

@Timeout(30)
class AdmissionTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final BlockingQueue<Integer> entered = new LinkedBlockingQueue<>();

  private Thread enterAndLeave(Admission admission, int name) {
    Thread thread =
        new Thread(
            () -> {
              Permit permit = admission.enter().orElseThrow();
              entered.add(name);
              permit.close();
            });
    thread.start();
    return thread;
  }

  private static void awaitWaiting(Admission admission, int waiting) {
    while (admission.waiting() < waiting) {
      Thread.onSpinWait();
    }
  }

  @Test
  void admitsAsManyAsMayRunAtOnce() {
    Admission admission = new Admission(2, 0, LONG);
    Permit first = admission.enter().orElseThrow();
    assertTrue(admission.enter().isPresent());
    assertEquals(Optional.empty(), admission.enter());
    first.close();
    assertTrue(admission.enter().isPresent());
  }

  @Test
  void countsAPermitThatIsClosedTwiceOnce() {
    Admission admission = new Admission(1, 0, LONG);
    Permit permit = admission.enter().orElseThrow();
    permit.close();
    permit.close();
    assertTrue(admission.enter().isPresent());
    assertEquals(Optional.empty(), admission.enter());
  }

  @Test
  void admitsThoseWhoWaitInTheOrderOfTheirArrival() throws Exception {
    Admission admission = new Admission(1, 3, LONG);
    Permit running = admission.enter().orElseThrow();
    for (int name = 1; name <= 3; name++) {
      Thread unused = enterAndLeave(admission, name);
      awaitWaiting(admission, name);
    }
    assertEquals(Optional.empty(), admission.enter());
    running.close();
    for (int name = 1; name <= 3; name++) {
      assertEquals(name, entered.poll(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void refusesWhoWaitedTooLong() {
    Admission admission = new Admission(1, 1, Duration.ofMillis(20));
    assertTrue(admission.enter().isPresent());
    assertEquals(Optional.empty(), admission.enter());
    assertEquals(0, admission.waiting());
  }

  @Test
  void refusesWhoIsInterruptedWhileWaiting() throws Exception {
    Admission admission = new Admission(1, 1, LONG);
    assertTrue(admission.enter().isPresent());
    Thread.currentThread().interrupt();
    assertEquals(Optional.empty(), admission.enter());
    assertTrue(Thread.interrupted());
  }
}
