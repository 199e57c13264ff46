package org.tagma.threshold.dkg;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.testkit.Schedules;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.SimulatedKeeper;
import org.tagma.threshold.verdict.EnvelopeRule;

/** Key generation keeps the contract of every protocol, on each curve. */
abstract class DkgContract extends ProtocolContract {
  private static final String KEY_ID = "team:key-1";
  private static final Dkg DKG = new Dkg();

  private final Curve curve;

  DkgContract(String curve) {
    this.curve = Curve.named(curve);
  }

  @Override
  protected Protocol protocol() {
    return DKG;
  }

  @Override
  protected int schedules() {
    return Schedules.share(10);
  }

  @Override
  protected Operation operation(SimulatedCluster cluster) {
    return cluster.operation(
        DKG,
        Dkg.suite(curve),
        KEY_ID,
        Optional.empty(),
        DkgOperation.request(curve.apiName()),
        120_000);
  }

  /** Wherever the key is active, it is this one; wherever a share is kept, it fits. */
  @Override
  protected void assertResult(SimulatedCluster cluster, Operation operation, Object result) {
    Certificate certificate = (Certificate) result;
    CertificateContent content = certificate.content();
    try {
      certificate.verify(cluster.cluster().id(), cluster.cluster().keyRing());
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
    Scalar key = curve.scalar(0);
    List<Integer> quorum = IntStream.rangeClosed(1, content.threshold()).boxed().toList();
    for (SimulatedKeeper keeper : cluster.keepers().values()) {
      keeper.storage().certificate(KEY_ID).ifPresent(c -> assertEquals(certificate, c));
      try (KeyShare share = keeper.storage().share(content).orElseThrow()) {
        if (quorum.contains(keeper.number())) {
          key =
              key.plus(
                  share.secret().times(Lagrange.atZero(curve, keeper.number(), quorum)).disclose());
        }
      }
    }
    assertEquals(content.publicKey(), curve.generator().times(key));
  }

  private static Lie lie(String name, DkgRule rule) {
    return Lie.by(name, rule, liar -> DkgCheats.byRule(liar).get(rule));
  }

  @Override
  protected List<Lie> lies() {
    return List.of(
        lie("EK is the identity", DkgRule.POINT),
        new Lie("EK is empty", DkgRule.POINT, DkgCheats.in(1, body -> body.put("EK", ""))),
        new Lie(
            "C_0 is the identity",
            DkgRule.POINT,
            DkgCheats.in(2, body -> DkgCheats.array(body, "C").set(0, "AA"))),
        new Lie("A is no point", DkgRule.POINT, DkgCheats.in(2, body -> body.put("A", "AA"))),
        new Lie(
            "U is no point",
            DkgRule.POINT,
            DkgCheats.in(2, body -> DkgCheats.share(body, 0).put("U", "AA"))),
        new Lie(
            "one C too many",
            DkgRule.LENGTH,
            DkgCheats.in(2, body -> DkgCheats.array(body, "C").add(body.get("A").textValue()))),
        lie("one C too few", DkgRule.LENGTH),
        new Lie(
            "no share for one",
            DkgRule.LENGTH,
            DkgCheats.in(2, body -> DkgCheats.array(body, "E").remove(0))),
        lie("another u", DkgRule.COMMITMENT),
        new Lie(
            "another rid",
            DkgRule.COMMITMENT,
            DkgCheats.in(2, body -> body.put("rid", DkgCheats.zeros()))),
        new Lie(
            "another V",
            DkgRule.COMMITMENT,
            DkgCheats.in(1, body -> body.put("V", DkgCheats.zeros()))),
        new Lie(
            "another ciphertext",
            DkgRule.SHARE_PROOF,
            DkgCheats.in(
                2,
                body ->
                    DkgCheats.share(body, 0)
                        .put("ct", DkgCheats.share(body, 1).get("ct").textValue()))),
        new Lie(
            "U copied",
            DkgRule.SHARE_PROOF,
            DkgCheats.in(2, body -> DkgCheats.share(body, 0).setAll(share(body, 1, 0)))),
        lie("z of a share not canonical", DkgRule.SHARE_PROOF),
        lie("shares of another polynomial", DkgRule.SHARE),
        lie("a complaint out of the blue", DkgRule.COMPLAINT),
        lie("z = 0 in the proof", DkgRule.POP),
        new Lie(
            "another A in the proof",
            DkgRule.POP,
            DkgCheats.in(3, body -> body.put("A", DkgCheats.point(curve, 9)))),
        lie("z = 0 in the certificate", DkgRule.CERT),
        new Lie(
            "another rid in the certificate",
            DkgRule.CERT,
            DkgCheats.in(4, body -> body.put("rid", DkgCheats.zeros()))),
        new Lie(
            "another key", DkgRule.CERT, DkgCheats.in(4, body -> certificate(body, "publicKey"))),
        new Lie(
            "another body", EnvelopeRule.MALFORMED, DkgCheats.in(1, body -> body.put("extra", 1))),
        new Lie("no body", EnvelopeRule.MALFORMED, DkgCheats.in(3, ObjectNode::removeAll)));
  }

  @Override
  protected Optional<Consumer<ObjectNode>> otherFirstMessage() {
    return Optional.of(body -> body.put("V", DkgCheats.zeros()));
  }

  private void certificate(ObjectNode body, String member) {
    ((ObjectNode) body.get("certificate")).put(member, DkgCheats.point(curve, 7));
  }

  /** The share at {@code from}, addressed to whom the one at {@code to} is. */
  private static ObjectNode share(ObjectNode body, int from, int to) {
    return DkgCheats.share(body, from)
        .deepCopy()
        .put("to", DkgCheats.share(body, to).get("to").textValue());
  }
}
