package org.tagma.threshold.destroy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;

/** A key in its third generation, for tests. */
public final class DestroyOperation {
  public static final String KEY_ID = "team:key-1";

  private DestroyOperation() {}

  /** Its first generation is destroyed. */
  public static Operation first(SimulatedCluster cluster) {
    return destroy(cluster, deal(cluster, KeyUsage.SIGN));
  }

  /** Deals three generations; gives back the certificate of the first. */
  public static CertificateContent deal(SimulatedCluster cluster, KeyUsage usage) {
    Curve curve = Curve.named("SECP256K1");
    int threshold = cluster.cluster().threshold();
    CertificateContent first = cluster.dealKey(KEY_ID, curve, usage, threshold);
    cluster.dealKey(KEY_ID, curve, usage, threshold, 2);
    cluster.dealKey(KEY_ID, curve, usage, threshold, 3);
    return first;
  }

  /** This generation is destroyed. */
  static Operation destroy(SimulatedCluster cluster, CertificateContent certificate) {
    return cluster.operation(
        new Destroy(),
        Dkg.suite(certificate.curve()),
        certificate.keyId(),
        Optional.of(certificate),
        request(certificate.keyId(), certificate.generation()),
        30_000);
  }

  static ObjectNode request(String keyId, int version) {
    return Session.request(
        DestroyRequest.OP,
        JsonNodeFactory.instance.objectNode().put("keyId", keyId).put("version", version));
  }
}
