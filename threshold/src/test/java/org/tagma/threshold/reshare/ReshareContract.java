package org.tagma.threshold.reshare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.testkit.Schedules;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.SimulatedKeeper;
import org.tagma.threshold.transcript.Bytes;
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
    return Schedules.share(50);
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
    return Optional.of(body -> body.put("EK", point(9)));
  }

  @Override
  protected List<Lie> lies() {
    return List.of(
        lie("EK is the identity", ReshareRule.POINT, 1, body -> body.put("EK", "AA")),
        deal("C_1 is the identity", ReshareRule.POINT, body -> list(body, "C").set(1, "AA")),
        deal("U is no point", ReshareRule.POINT, body -> share(body).put("U", "AA")),
        deal("shares w + 1", ReshareRule.CONSTANT, body -> list(body, "C").set(0, point(1))),
        deal("one C too many", ReshareRule.LENGTH, body -> list(body, "C").add(point(1))),
        deal("one C too few", ReshareRule.LENGTH, body -> list(body, "C").remove(1)),
        deal("no share for one", ReshareRule.LENGTH, body -> list(body, "E").remove(0)),
        lie("deals out of turn", ReshareRule.LENGTH, 2, body -> list(body, "C").add(point(1))),
        deal(
            "another ciphertext", ReshareRule.SHARE_PROOF, body -> share(body).put("ct", point(3))),
        deal(
            "shares of another polynomial",
            ReshareRule.SHARE,
            body -> list(body, "C").set(1, point(5))),
        lie("a complaint out of the blue", ReshareRule.COMPLAINT, 3, this::slander),
        lie("z = 0 in the certificate", ReshareRule.CERT, 4, ReshareContract::spoil),
        lie(
            "sees another generation come about",
            ReshareRule.CERT,
            4,
            body -> body.removeAll().put("witnessed", Bytes.of(new byte[32]).base64Url())),
        lie(
            "a rid where there is none",
            EnvelopeRule.MALFORMED,
            4,
            body -> body.put("rid", Bytes.of(new byte[32]).base64Url())),
        lie("another body", EnvelopeRule.MALFORMED, 1, body -> body.put("extra", 1)),
        lie("no body", EnvelopeRule.MALFORMED, 3, ObjectNode::removeAll));
  }

  /** A keeper that holds no share has no proof to spoil. */
  private static void spoil(ObjectNode body) {
    if (body.has("z")) {
      body.put("z", Bytes.of(new byte[32]).base64Url());
    }
  }

  /** A lie in a deal; a keeper that does not deal has nothing to lie about. */
  private static Lie deal(String name, Rule rule, Consumer<ObjectNode> change) {
    return lie(
        name,
        rule,
        2,
        body -> {
          if (!list(body, "E").isEmpty()) {
            change.accept(body);
          }
        });
  }

  private static Lie lie(String name, Rule rule, int round, Consumer<ObjectNode> change) {
    Cheat cheat =
        (session, number, body) -> {
          if (number == round) {
            change.accept(body);
          }
        };
    return new Lie(name, rule, cheat);
  }

  private void slander(ObjectNode body) {
    list(body, "complaints")
        .addObject()
        .put("dealer", "keeper-1")
        .put("Z", point(4))
        .put("A1", point(5))
        .put("A2", point(6))
        .put("z", Bytes.of(new byte[32]).base64Url());
  }

  private static ArrayNode list(ObjectNode body, String name) {
    return (ArrayNode) body.get(name);
  }

  private static ObjectNode share(ObjectNode body) {
    return (ObjectNode) list(body, "E").get(0);
  }

  private String point(long k) {
    return Bytes.of(curve.generator().times(curve.scalar(k)).encode()).base64Url();
  }
}
