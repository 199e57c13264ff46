package org.tagma.threshold.frost;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;

/** A signing of two messages, for tests of the engine that need some protocol. */
public final class FrostOperation {
  public static final String KEY = "team:key-1";

  private FrostOperation() {}

  /** A cluster that knows FROST and nothing else. */
  public static SimulatedCluster cluster(long seed, int threshold, int total) {
    return new SimulatedCluster(seed, threshold, total, List.of(new Frost()));
  }

  /** Deals {@link #KEY} on secp256k1, and asks for signatures under it. */
  public static Operation sign(SimulatedCluster cluster) {
    return sign(cluster, FrostSuite.SECP256K1, JsonNodeFactory.instance.objectNode());
  }

  /** Deals {@link #KEY}, and asks for signatures of that suite with these options. */
  public static Operation sign(SimulatedCluster cluster, FrostSuite suite, ObjectNode options) {
    CertificateContent certificate = cluster.dealKey(KEY, suite.curve());
    ObjectNode request = options.deepCopy();
    request.put("keyId", KEY).put("algorithm", "FROST");
    request.putObject("operations").put("op-2", base64("second")).put("op-1", base64("first"));
    return cluster.operation(
        new Frost(),
        suite.contextString(),
        KEY,
        Optional.of(certificate),
        Session.request(FrostRequest.OP, request),
        30_000);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
