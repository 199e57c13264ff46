package org.tagma.threshold.dkg;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;

/** A key generation, for tests of the engine that need a protocol of many rounds. */
public final class DkgOperation {
  private DkgOperation() {}

  public static SimulatedCluster cluster(long seed, int threshold, int total) {
    return new SimulatedCluster(seed, threshold, total, List.of(new Dkg()));
  }

  /** Asks for a new key of all keepers. */
  public static Operation create(SimulatedCluster cluster) {
    Curve curve = Curve.named("SECP256K1");
    return cluster.operation(
        new Dkg(),
        Dkg.suite(curve),
        "team:key-1",
        Optional.empty(),
        request(curve.apiName()),
        120_000);
  }

  /** Of a key on the curve of this name. */
  static ObjectNode request(String curve) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("keyId", "team:key-1").put("curve", curve).put("mode", "CREATE");
    return Session.request(DkgRequest.OP, body);
  }
}
