package org.tagma.threshold.repair;

import java.util.Optional;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;

/** A key of which the last keeper has lost its share, for tests. */
public final class RepairOperation {
  static final String KEY_ID = "team:key-1";

  private RepairOperation() {}

  /** All others help. */
  public static Operation repair(SimulatedCluster cluster, Curve curve) {
    int last = cluster.keepers().size();
    int threshold = Math.min(cluster.cluster().threshold(), last - 1);
    return repair(cluster, cluster.dealKey(KEY_ID, curve, KeyUsage.SIGN, threshold), last);
  }

  /** {@code lost} loses its share, all others help. */
  static Operation repair(SimulatedCluster cluster, CertificateContent certificate, int lost) {
    cluster.keeper(lost).storage().lose(certificate);
    Operation all =
        cluster.operation(
            new Repair(),
            Dkg.suite(certificate.curve()),
            certificate.keyId(),
            Optional.of(certificate),
            new RepairRequest(certificate.keyId(), lost).toSessionRequest(),
            120_000);
    return new Operation(
        all.operationId(),
        all.protocol(),
        all.suite(),
        all.keyId(),
        all.generation(),
        all.certificate(),
        all.auxBundle(),
        all.holders(),
        certificate.threshold(),
        certificate.total(),
        all.request(),
        all.credential(),
        all.budgetMillis());
  }
}
