package org.tagma.threshold.refresh;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;

/** A refresh of a key's shares, for tests. */
public final class RefreshOperation {
  private RefreshOperation() {}

  /** Asks all holders to refresh their shares. */
  public static Operation refresh(SimulatedCluster cluster, CertificateContent old) {
    Operation same =
        cluster.operation(
            new Refresh(),
            Dkg.suite(old.curve()),
            old.keyId(),
            Optional.of(old),
            request(old.keyId(), old.curve().apiName()),
            120_000);
    return new Operation(
        same.operationId(),
        same.protocol(),
        same.suite(),
        same.keyId(),
        old.generation() + 1,
        same.certificate(),
        same.holders(),
        same.threshold(),
        same.request(),
        same.credential(),
        same.budgetMillis());
  }

  static ObjectNode request(String keyId, String curve) {
    return Session.request(
        RefreshRequest.OP,
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", keyId)
            .put("curve", curve)
            .put("mode", RefreshRequest.MODE));
  }
}
