package org.tagma.protocols.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.importing.Import;
import org.tagma.threshold.importing.ImportRequest;
import org.tagma.threshold.importing.PrivateKeySource;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;

class KeysToImportTest {
  private static final Curve CURVE = Curve.named("P256");
  private static final Import IMPORT = new Import(PrivateKeySource.NONE);

  private final SimulatedCluster cluster = new SimulatedCluster(51, 2, 3, List.of(IMPORT));
  private final SecretScalar privateKey = SecretScalar.of(CURVE.scalar(7));
  private final KeysToImport keys =
      new KeysToImport(
          new KeeperConfiguration() {
            @Override
            public int number() {
              return 2;
            }
          });

  private Session coordinatedBy(int keeper) {
    ObjectNode redacted =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", "k")
            .put("curve", CURVE.apiName())
            .put(ImportRequest.SECRET, ImportRequest.redacted(privateKey.encode()));
    Operation operation =
        cluster.operation(
            IMPORT,
            Dkg.suite(CURVE),
            "k",
            Optional.empty(),
            ImportRequest.of(redacted, 2, privateKey.timesGenerator()),
            120_000);
    return StagedSession.of(cluster, operation, keeper, 1, 2, 3).session();
  }

  @Test
  void eachSessionOfTheOperationGetsACopyUntilItIsForgotten() {
    Session session = coordinatedBy(2);
    String operationId = session.preimage().operationId();
    keys.hold(operationId, privateKey);
    privateKey.destroy();
    for (int attempt = 1; attempt <= 2; attempt++) {
      SecretScalar copy = keys.privateKey(session).orElseThrow();
      assertEquals(CURVE.scalar(7), copy.disclose());
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
