package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyTurnsTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final KeyTurns turns = new KeyTurns();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void aKeyHasOneTurnAtATimeAndKeysDoNotWaitForEachOther() {
    KeyTurns.Turn first = turns.enter("k", AT_ONCE).orElseThrow();
    assertTrue(turns.enter("k", AT_ONCE).isEmpty());
    assertTrue(turns.enter("another", AT_ONCE).isPresent());
    first.close();
    first.close();
    assertTrue(turns.enter("k", AT_ONCE).isPresent());
    assertTrue(turns.enter("k", AT_ONCE).isEmpty());
  }

  @Test
  void theOneThatWaitsHasTheNextTurn() throws Exception {
    KeyTurns.Turn first = turns.enter("k", AT_ONCE).orElseThrow();
    CompletableFuture<Optional<KeyTurns.Turn>> second =
        CompletableFuture.supplyAsync(() -> turns.enter("k", LONG), threads);
    while (turns.waiting() == 0) {
      Thread.onSpinWait();
    }
    assertFalse(second.isDone());
    first.close();
    assertTrue(second.get(30, TimeUnit.SECONDS).isPresent());
    assertEquals(0, turns.waiting());
  }

  @Test
  void theQueueIsBounded() throws Exception {
    KeyTurns.Turn first = turns.enter("k", AT_ONCE).orElseThrow();
    List<CompletableFuture<Void>> others = new ArrayList<>();
    for (int i = 0; i < KeyTurns.LONGEST_QUEUE; i++) {
      others.add(
          CompletableFuture.runAsync(() -> turns.enter("k", LONG).orElseThrow().close(), threads));
    }
    while (turns.waiting() < KeyTurns.LONGEST_QUEUE) {
      Thread.onSpinWait();
    }
    assertTrue(turns.enter("k", LONG).isEmpty());
    first.close();
    for (CompletableFuture<Void> other : others) {
      other.get(30, TimeUnit.SECONDS);
    }
    assertTrue(turns.enter("k", AT_ONCE).isPresent());
  }
}
