package org.tagma.threshold.importing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.testkit.SimulatedCluster;

/** The import of a key by keeper 2, whoever coordinates it, for tests. */
public final class ImportOperation {
  /** The key's name. */
  public static final String KEY_ID = "team:key-1";

  /** Who is given the private key. */
  public static final int DEALER = 2;

  private ImportOperation() {}

  /** A cluster that imports one key on each curve. */
  public static SimulatedCluster cluster(long seed, int threshold, int total) {
    return new SimulatedCluster(seed, threshold, total, List.of(protocol()));
  }

  /** The protocol of a keeper that is given {@link #privateKey} whenever it is to deal. */
  public static Import protocol() {
    return new Import(
        session ->
            Curve.all().stream()
                .filter(curve -> Dkg.suite(curve).equals(session.preimage().suite()))
                .map(curve -> SecretScalar.of(privateKey(curve)))
                .findFirst());
  }

  /** The one that is imported. */
  public static Scalar privateKey(Curve curve) {
    return curve.reduce(BigInteger.valueOf(7).pow(99));
  }

  /** Asks to store a key on secp256k1. */
  public static Operation store(SimulatedCluster cluster) {
    return store(cluster, Curve.named("SECP256K1"));
  }

  /** Asks to store a key. */
  public static Operation store(SimulatedCluster cluster, Curve curve) {
    return store(cluster, curve, redacted(curve));
  }

  /** Asks to store a key, in other words. */
  public static Operation store(SimulatedCluster cluster, Curve curve, ObjectNode redacted) {
    return cluster.operation(
        protocol(),
        Dkg.suite(curve),
        KEY_ID,
        Optional.empty(),
        ImportRequest.of(redacted, DEALER, curve.generator().times(privateKey(curve))),
        120_000);
  }

  /** The client's request, without the private key. */
  public static ObjectNode redacted(Curve curve) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("keyId", KEY_ID)
        .put("curve", curve.apiName())
        .put(ImportRequest.SECRET, ImportRequest.redacted(privateKey(curve).encode()));
  }
}
