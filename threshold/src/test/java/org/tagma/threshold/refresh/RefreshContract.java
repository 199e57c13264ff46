package org.tagma.threshold.refresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.tagma.threshold.sharing.SharingCheats.list;
import static org.tagma.threshold.sharing.SharingCheats.share;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.secret.Lagrange;
import org.tagma.threshold.sharing.SharingCheats;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.testkit.Schedules;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.SimulatedKeeper;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.Rule;

/** A refresh keeps the contract of every protocol, on each curve. */
abstract class RefreshContract extends ProtocolContract {
  private static final String KEY_ID = "team:key-1";

  private final Curve curve;

  RefreshContract(String curve) {
    this.curve = Curve.named(curve);
  }

  @Override
  protected Protocol protocol() {
    return new Refresh();
  }

  @Override
  protected int schedules() {
    return Schedules.share(10);
  }

  @Override
  protected Operation operation(SimulatedCluster cluster) {
    return RefreshOperation.refresh(cluster, cluster.dealKey(KEY_ID, curve));
  }

  /** The same key in other shares; wherever the new generation is active, it is this one. */
  @Override
  protected void assertResult(SimulatedCluster cluster, Operation operation, Object result) {
    Certificate certificate = (Certificate) result;
    CertificateContent content = certificate.content();
    CertificateContent old = operation.certificate().orElseThrow();
    try {
      certificate.verify(cluster.cluster().id(), cluster.cluster().keyRing());
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
    assertEquals(old.publicKey(), content.publicKey());
    Scalar key = curve.scalar(0);
    List<Integer> quorum = IntStream.rangeClosed(1, content.threshold()).boxed().toList();
    for (SimulatedKeeper keeper : cluster.keepers().values()) {
      int number = keeper.number();
      Certificate active = keeper.storage().certificate(KEY_ID).orElseThrow();
      if (active.content().generation() == content.generation()) {
        assertEquals(certificate, active);
      }
      assertNotEquals(old.publicShare(number), content.publicShare(number));
      try (KeyShare share = keeper.storage().share(content).orElseThrow()) {
        if (quorum.contains(number)) {
          key = key.plus(share.secret().times(Lagrange.atZero(curve, number, quorum)).disclose());
        }
      }
    }
    assertEquals(content.publicKey(), curve.generator().times(key));
  }

  @Override
  protected Optional<Consumer<ObjectNode>> otherFirstMessage() {
    return Optional.of(body -> body.put("EK", SharingCheats.point(curve, 9)));
  }

  @Override
  protected List<Lie> lies() {
    return List.of(
        lie("EK is the identity", RefreshRule.POINT),
        lie("C_1 is the identity", RefreshRule.POINT, 2, body -> list(body, "C").set(0, "AA")),
        lie("U is no point", RefreshRule.POINT, 2, body -> share(body).put("U", "AA")),
        lie(
            "C_0 sent too: shifts the key",
            RefreshRule.LENGTH,
            2,
            body -> list(body, "C").insert(0, SharingCheats.point(curve, 1))),
        lie("one C too few", RefreshRule.LENGTH),
        lie("no share for one", RefreshRule.LENGTH, 2, body -> list(body, "E").remove(0)),
        lie("another ciphertext", RefreshRule.SHARE_PROOF),
        lie("shares of another polynomial", RefreshRule.SHARE),
        lie("a complaint out of the blue", RefreshRule.COMPLAINT),
        lie("z = 0 in the certificate", RefreshRule.CERT),
        lie(
            "a rid where there is none",
            EnvelopeRule.MALFORMED,
            4,
            body -> body.put("rid", SharingCheats.zeros())),
        lie(
            "another key",
            RefreshRule.CERT,
            4,
            body ->
                ((ObjectNode) body.get("certificate"))
                    .put("publicKey", SharingCheats.point(curve, 7))),
        lie("another body", EnvelopeRule.MALFORMED, 1, body -> body.put("extra", 1)),
        lie("no body", EnvelopeRule.MALFORMED, 3, ObjectNode::removeAll));
  }

  private static Lie lie(String name, RefreshRule rule) {
    return Lie.by(name, rule, liar -> RefreshCheats.byRule(liar).get(rule));
  }

  private static Lie lie(String name, Rule rule, int round, Consumer<ObjectNode> change) {
    return new Lie(name, rule, SharingCheats.in(round, (curve, body) -> change.accept(body)));
  }
}
