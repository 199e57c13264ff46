package org.tagma.threshold.reshare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;

/** A key for other holders and another threshold, for tests. */
public final class ReshareOperation {
  private ReshareOperation() {}

  /** All keepers take part; those from keeper 2 on hold the key afterwards. */
  public static Operation reshare(SimulatedCluster cluster, CertificateContent old) {
    Set<Integer> holders = new TreeSet<>(cluster.keepers().keySet());
    holders.remove(1);
    int threshold = old.threshold() == 2 ? Math.min(3, holders.size()) : 2;
    return reshare(cluster, old, threshold, holders);
  }

  /** All keepers take part; {@code holders} hold the key afterwards. */
  public static Operation reshare(
      SimulatedCluster cluster, CertificateContent old, int threshold, Set<Integer> holders) {
    Operation same =
        cluster.operation(
            new Reshare(),
            Dkg.suite(old.curve()),
            old.keyId(),
            Optional.of(old),
            request(old, threshold, holders),
            120_000);
    return new Operation(
        same.operationId(),
        same.protocol(),
        same.suite(),
        same.keyId(),
        old.generation() + 1,
        same.certificate(),
        same.auxBundle(),
        same.holders(),
        threshold,
        holders.size(),
        same.request(),
        same.credential(),
        same.budgetMillis());
  }

  private static ObjectNode request(CertificateContent old, int threshold, Set<Integer> holders) {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", old.keyId())
            .put("curve", old.curve().apiName())
            .put("mode", ReshareRequest.MODE)
            .put("threshold", threshold);
    ArrayNode members = request.putArray("members");
    holders.forEach(holder -> members.add(KeeperName.of(holder)));
    return Session.request(ReshareRequest.OP, request);
  }
}
