package org.tagma.threshold.reshare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagma.threshold.sharing.SharingCheats.list;
import static org.tagma.threshold.sharing.SharingCheats.share;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

/** A resharing keeps the contract of every protocol, on each curve. */
abstract class ReshareContract extends ProtocolContract {
  private static final String KEY_ID = "team:key-1";

  private final Curve curve;

  ReshareContract(String curve) {
    this.curve = Curve.named(curve);
  }

  @Override
  protected Protocol protocol() {
    return new Reshare();
  }

  @Override
  protected int schedules() {
    return Schedules.share(10);
  }

  @Override
  protected Operation operation(SimulatedCluster cluster) {
    return ReshareOperation.reshare(cluster, cluster.dealKey(KEY_ID, curve));
  }

  /** The same key in the hands of others; whoever knows the new generation knows this one. */
  @Override
  protected void assertResult(SimulatedCluster cluster, Operation operation, Object result) {
    Certificate certificate = (Certificate) result;
    CertificateContent content = certificate.content();
    try {
      certificate.verify(cluster.cluster().id(), cluster.cluster().keyRing());
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
    assertEquals(operation.certificate().orElseThrow().publicKey(), content.publicKey());
    assertEquals(operation.threshold(), content.threshold());
    Scalar key = curve.scalar(0);
    List<Integer> quorum = content.holders().stream().limit(content.threshold()).toList();
    for (SimulatedKeeper keeper : cluster.keepers().values()) {
      Certificate active = keeper.storage().certificate(KEY_ID).orElseThrow();
      if (active.content().generation() == content.generation()) {
        assertEquals(certificate, active);
      }
      Optional<KeyShare> share = keeper.storage().share(content);
      assertEquals(content.holders().contains(keeper.number()), share.isPresent());
      if (quorum.contains(keeper.number())) {
        key = key.plus(part(share.orElseThrow(), quorum));
      }
    }
    assertEquals(content.publicKey(), curve.generator().times(key));
  }

  private Scalar part(KeyShare share, List<Integer> quorum) {
    try (share) {
      return share.secret().times(Lagrange.atZero(curve, share.keeper(), quorum)).disclose();
    }
  }

  @Override
  protected Optional<Consumer<ObjectNode>> otherFirstMessage() {
    return Optional.of(body -> body.put("EK", SharingCheats.point(curve, 9)));
  }

  @Override
  protected List<Lie> lies() {
    return List.of(
        lie("EK is the identity", ReshareRule.POINT),
        deal("C_1 is the identity", ReshareRule.POINT, body -> list(body, "C").set(1, "AA")),
        deal("U is no point", ReshareRule.POINT, body -> share(body).put("U", "AA")),
        lie("shares w + 1", ReshareRule.CONSTANT),
        lie("one C too many, or deals out of turn", ReshareRule.LENGTH),
        deal("one C too few", ReshareRule.LENGTH, body -> list(body, "C").remove(1)),
        deal("no share for one", ReshareRule.LENGTH, body -> list(body, "E").remove(0)),
        lie("another ciphertext", ReshareRule.SHARE_PROOF),
        lie("shares of another polynomial", ReshareRule.SHARE),
        lie("a complaint out of the blue", ReshareRule.COMPLAINT),
        lie("z = 0 in the certificate", ReshareRule.CERT),
        lie(
            "sees another generation come about",
            ReshareRule.CERT,
            4,
            body -> body.removeAll().put("witnessed", SharingCheats.zeros())),
        lie(
            "a rid where there is none",
            EnvelopeRule.MALFORMED,
            4,
            body -> body.put("rid", SharingCheats.zeros())),
        lie("another body", EnvelopeRule.MALFORMED, 1, body -> body.put("extra", 1)),
        lie("no body", EnvelopeRule.MALFORMED, 3, ObjectNode::removeAll));
  }

  private static Lie lie(String name, ReshareRule rule) {
    return Lie.by(name, rule, liar -> ReshareCheats.byRule(liar).get(rule));
  }

  private static Lie deal(String name, Rule rule, Consumer<ObjectNode> change) {
    return new Lie(
        name, rule, SharingCheats.sealing(Reshare.DEAL, (curve, body) -> change.accept(body)));
  }

  private static Lie lie(String name, Rule rule, int round, Consumer<ObjectNode> change) {
    return new Lie(name, rule, SharingCheats.in(round, (curve, body) -> change.accept(body)));
  }
}
