package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.TestModuli;
import org.tagma.threshold.transcript.Sha256;

/** A signing with small moduli. */
public final class Gg20Operation {
  static final String KEY = "team:key-1";
  static final String MESSAGE = "pay 7 to Ada";

  private Gg20Operation() {}

  /** Keepers with nothing dealt to them yet. */
  public static SimulatedCluster cluster(long seed, int threshold, int total) {
    return new SimulatedCluster(seed, threshold, total, List.of(new Gg20()));
  }

  /** Deals {@link #KEY} on secp256k1 and the moduli, and asks for a signature. */
  public static Operation sign(SimulatedCluster cluster) {
    return sign(cluster, Curve.named("SECP256K1"), JsonNodeFactory.instance.objectNode());
  }

  /** The same on any curve, and with these options. */
  static Operation sign(SimulatedCluster cluster, Curve curve, ObjectNode options) {
    CertificateContent certificate = cluster.dealKey(KEY, curve);
    return cluster.operation(
        new Gg20(),
        Gg20Suite.of(curve, TestModuli.SET).orElseThrow().name(),
        KEY,
        Optional.of(certificate),
        Optional.of(cluster.dealModuli(TestModuli.SET, TestModuli::of)),
        request(options),
        120_000);
  }

  static ObjectNode request(ObjectNode options) {
    ObjectNode request = options.deepCopy();
    request.put("keyId", KEY).put("algorithm", "GG20");
    byte[] message = MESSAGE.getBytes(StandardCharsets.UTF_8);
    boolean hashed = options.path("hash").booleanValue();
    byte[] sent = hashed ? message : Sha256.of(message).toArray();
    request.putObject("operations").put("op-1", Base64.getEncoder().encodeToString(sent));
    return Session.request(Gg20Request.OP, request);
  }
}
