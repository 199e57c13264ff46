package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/**
 * Keepers are killed (SIGKILL) at random moments of their work, one or all of them, and asked for
 * the same rounds again when they are back: no nonce is used twice. How many times: {@code
 * tagma.crashes}; {@code tagma.seed} repeats the choices of a run.
 */
@Order(70)
class CrashIT {
  private static final int CRASHES = Integer.getInteger("tagma.crashes", 6);
  private static final long SEED = Long.getLong("tagma.seed", System.nanoTime());
  private static final String REPLAY = "repeat with -Dtagma.seed=" + SEED;
  private static final int MOST_ROUNDS = 40; // between two crashes
  private static final int REPLAYED = 30;
  private static final int ALL_EVERY = 3;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final Duration WORKING_WITHIN = Duration.ofSeconds(90);

  private static final Recording RECORDING = new Recording();

  @RegisterExtension
  static final LocalClusterUnderTest CLUSTER =
      LocalClusterUnderTest.of(2, 3)
          .recordedBy(RECORDING)
          .with("tagma.deadline.probe", "1800")
          .with("tagma.deadline.frost", "2800")
          .with("tagma.deadline.dkg", "9000");

  private final Random random = new Random(SEED);
  private final AtomicBoolean ended = new AtomicBoolean();

  @Test
  void noNonceIsUsedTwiceAcrossCrashes()
      throws ClusterFailure, IOException, InterruptedException, ExecutionException {
    System.out.println("CrashIT: " + REPLAY);
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(1), "crash-it");
    ExecutorService clients = Executors.newFixedThreadPool(CLUSTER.keepers().size());
    List<Future<Integer>> signed = new ArrayList<>();
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      signed.add(clients.submit(() -> signUntilTheEnd(key, keeper)));
    }
    for (int crash = 1; crash <= CRASHES; crash++) {
      RECORDING.await(1 + random.nextInt(MOST_ROUNDS), WORKING_WITHIN);
      crash(crash % ALL_EVERY == 0 ? List.of(1, 2, 3) : List.of(1 + random.nextInt(3)));
      RECORDING.check(REPLAY);
    }
    RECORDING.await(MOST_ROUNDS, WORKING_WITHIN);
    ended.set(true);
    for (Future<Integer> client : signed) {
      client.get();
    }
    clients.shutdown();
    RECORDING.check(REPLAY);
    System.out.println("CrashIT: " + RECORDING.commitments() + " nonce commitments, all different");
    nobodyIsAccused();
  }

  private void crash(List<Integer> keepers)
      throws ClusterFailure, IOException, InterruptedException {
    for (int keeper : keepers) {
      CLUSTER.keeper(keeper).kill();
    }
    CLUSTER.running(1, 2, 3);
    for (int keeper : keepers) {
      RECORDING.replay(keeper, REPLAYED);
    }
  }

  /** Signs as long as the keeper answers; what it answers with success is right. */
  private int signUntilTheEnd(KeyUnderTest key, KeeperUnderTest keeper) {
    int signed = 0;
    while (!ended.get()) {
      try {
        Answer answer = key.sign(keeper, "a message");
        if (answer.status() == 200) {
          key.check(answer, "a message");
          assertEquals(List.of(), answer.list("imposters"));
          signed++;
          continue;
        }
      } catch (UncheckedIOException down) {
        // it is dead, and will be back
      }
      LockSupport.parkNanos(PAUSE);
    }
    return signed;
  }

  private static void nobodyIsAccused() {
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      for (JsonNode record : Audit.trail(keeper)) {
        assertEquals(0, record.path("imposters").size(), record.toString());
      }
    }
  }
}
