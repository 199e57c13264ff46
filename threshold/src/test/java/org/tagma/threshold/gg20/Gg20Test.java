package org.tagma.threshold.gg20;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;

class Gg20Test {
  @Test
  void signs() {
    SimulatedCluster cluster = Gg20Operation.cluster(1, 2, 3);
    Operation operation = Gg20Operation.sign(cluster);
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      StagedSession staged = StagedSession.of(cluster, operation, 1, 1, 2);
      Inbox inbox = staged.play();
      System.out.println((System.nanoTime() - start) / 1e6);
      for (int round = 1; round <= 7; round++) {
        start = System.nanoTime();
        assertEquals(List.of(), operation.protocol().offences(inbox, round));
        System.out.println(round + " " + (System.nanoTime() - start) / 1e6);
      }
    }
  }
}
