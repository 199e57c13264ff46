package org.tagma.protocols.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.importing.ImportOperation;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;

class KeysToImportTest {
  private final SimulatedCluster cluster = ImportOperation.cluster(51, 2, 3);
  private final SecretScalar privateKey = SecretScalar.of(Curve.named("P256").scalar(7));
  private final KeysToImport keys =
      new KeysToImport(
          new KeeperConfiguration() {
            @Override
            public int number() {
              return 2;
            }
          });

  private Session coordinatedBy(int keeper) {
    return StagedSession.of(cluster, ImportOperation.store(cluster), keeper, 1, 2, 3).session();
  }

  @Test
  void eachSessionOfTheOperationGetsACopyUntilItIsForgotten() {
    Session session = coordinatedBy(2);
    String operationId = session.preimage().operationId();
    keys.hold(operationId, privateKey);
    privateKey.destroy();
    for (int attempt = 1; attempt <= 2; attempt++) {
      SecretScalar copy = keys.privateKey(session).orElseThrow();
      assertEquals(Curve.named("P256").scalar(7), copy.disclose());
      copy.destroy();
    }
    keys.forget(operationId);
    keys.forget(operationId);
    assertEquals(Optional.empty(), keys.privateKey(session));
  }

  @Test
  void noOtherOperationAndNoOtherCoordinatorGetsIt() {
    Session own = coordinatedBy(2);
    keys.hold("another operation", privateKey);
    assertTrue(keys.privateKey(own).isEmpty());
    Session others = coordinatedBy(1);
    keys.hold(others.preimage().operationId(), privateKey);
    assertTrue(keys.privateKey(others).isEmpty());
  }
}
