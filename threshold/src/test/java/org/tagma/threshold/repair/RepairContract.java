package org.tagma.threshold.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.testkit.Schedules;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.Rule;

/** A repair keeps the contract of every protocol, on each curve. */
abstract class RepairContract extends ProtocolContract {
  private final Curve curve;

  RepairContract(String curve) {
    this.curve = Curve.named(curve);
  }

  @Override
  protected Protocol protocol() {
    return new Repair();
  }

  @Override
  protected int schedules() {
    return Schedules.share(50);
  }

  @Override
  protected Operation operation(SimulatedCluster cluster) {
    return RepairOperation.repair(cluster, curve);
  }

  /** The last keeper has the very share that is certified. */
  @Override
  protected void assertResult(SimulatedCluster cluster, Operation operation, Object result) {
    CertificateContent certificate = operation.certificate().orElseThrow();
    assertEquals(certificate, result);
    int lost = cluster.keepers().size();
    assertEquals(
        Optional.of(certificate), cluster.keeper(lost).storage().active(RepairOperation.KEY_ID));
    try (KeyShare share = cluster.keeper(lost).storage().share(certificate).orElseThrow()) {
      assertEquals(certificate.publicShare(lost), share.secret().timesGenerator());
    }
  }

  @Override
  protected Optional<Consumer<ObjectNode>> otherFirstMessage() {
    return Optional.of(body -> body.put("EK", point(9)));
  }

  @Override
  protected List<Lie> lies() {
    return List.of(
        lie("EK is the identity", RepairRule.POINT, 1, body -> body.put("EK", "AA")),
        split("a piece of nothing", RepairRule.POINT, body -> list(body, "C").set(0, "AA")),
        split("U is no point", RepairRule.POINT, body -> share(body).put("U", "AA")),
        split("splits another part", RepairRule.CONSTANT, body -> list(body, "C").set(0, point(1))),
        split("one piece too many", RepairRule.LENGTH, body -> list(body, "C").add(point(1))),
        split("a piece for nobody", RepairRule.LENGTH, body -> list(body, "E").remove(0)),
        lie("splits out of turn", RepairRule.LENGTH, 2, body -> list(body, "C").add(point(1))),
        sum("no sum", RepairRule.LENGTH, body -> list(body, "E").remove(0)),
        split(
            "another ciphertext", RepairRule.SHARE_PROOF, body -> share(body).put("ct", point(3))),
        sum(
            "another ciphertext of the sum",
            RepairRule.SHARE_PROOF,
            body -> share(body).put("ct", point(3))),
        new Lie("a wrong piece", RepairRule.SHARE, k -> k.cheat(new ResealingCheat(k.number(), 2))),
        new Lie("a wrong sum", RepairRule.SHARE, k -> k.cheat(new ResealingCheat(k.number(), 3))),
        lie("a complaint out of the blue", RepairRule.COMPLAINT, 3, this::slander),
        lie("a complaint about a sum", RepairRule.COMPLAINT, 4, this::slander),
        lie("another body", EnvelopeRule.MALFORMED, 1, body -> body.put("extra", 1)),
        lie("no body", EnvelopeRule.MALFORMED, 3, ObjectNode::removeAll));
  }

  private static Lie split(String name, Rule rule, Consumer<ObjectNode> change) {
    return lie(name, rule, 2, ifItSeals(change));
  }

  private static Lie sum(String name, Rule rule, Consumer<ObjectNode> change) {
    return lie(name, rule, 3, ifItSeals(change));
  }

  /** The keeper that lost its share has nothing to lie about. */
  private static Consumer<ObjectNode> ifItSeals(Consumer<ObjectNode> change) {
    return body -> {
      if (!list(body, "E").isEmpty()) {
        change.accept(body);
      }
    };
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
