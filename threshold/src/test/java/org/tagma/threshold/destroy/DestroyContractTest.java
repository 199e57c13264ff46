package org.tagma.threshold.destroy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.tagma.threshold.key.Destruction;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.KeeperStorage;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.testkit.Schedules;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.verdict.EnvelopeRule;

/** Destroying a generation keeps the contract of every protocol. */
class DestroyContractTest extends ProtocolContract {
  @Override
  protected Protocol protocol() {
    return new Destroy();
  }

  @Override
  protected int schedules() {
    return Schedules.share(600);
  }

  @Override
  protected boolean isMainSuite() {
    return true;
  }

  @Override
  protected Operation operation(SimulatedCluster cluster) {
    return DestroyOperation.first(cluster);
  }

  /** So many have promised that the others are fewer than t, and nobody uses it that has. */
  @Override
  protected void assertResult(SimulatedCluster cluster, Operation operation, Object result) {
    Destruction destruction = (Destruction) result;
    assertDoesNotThrow(() -> destruction.verify(cluster.cluster(), cluster.cluster().keyRing()));
    assertEquals(operation.certificate().orElseThrow().hash(), destruction.certHash());
    int left = operation.total() - destruction.session().members().size();
    assertTrue(left < operation.threshold(), () -> left + " keepers are left");
    for (int member : destruction.session().members()) {
      KeeperStorage storage = cluster.keeper(member).storage();
      assertTrue(storage.isCondemned(DestroyOperation.KEY_ID, 1));
      storage.destructions().forEach(d -> assertEquals(1, d.generation()));
    }
  }

  @Override
  protected List<Lie> lies() {
    return List.of(lie("a promise with a reservation", body -> body.put("until", 1)));
  }

  private static Lie lie(String name, Consumer<ObjectNode> change) {
    Cheat cheat =
        (session, number, body) -> {
          if (number == Destroy.PREPARE) {
            change.accept(body);
          }
        };
    return new Lie(name, EnvelopeRule.MALFORMED, cheat);
  }
}
