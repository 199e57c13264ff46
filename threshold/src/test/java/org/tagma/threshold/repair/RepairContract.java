package org.tagma.threshold.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagma.threshold.sharing.SharingCheats.list;
import static org.tagma.threshold.sharing.SharingCheats.share;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.sharing.SharingCheats;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.testkit.Schedules;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
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
    return Schedules.share(10);
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
    return Optional.of(body -> body.put("EK", SharingCheats.point(curve, 9)));
  }

  @Override
  protected List<Lie> lies() {
    return List.of(
        lie("EK is the identity", RepairRule.POINT),
        sealing("a piece of nothing", RepairRule.POINT, 2, body -> list(body, "C").set(0, "AA")),
        sealing("U is no point", RepairRule.POINT, 2, body -> share(body).put("U", "AA")),
        lie("splits another part", RepairRule.CONSTANT),
        lie("one piece too many, or out of turn", RepairRule.LENGTH),
        sealing("a piece for nobody", RepairRule.LENGTH, 2, body -> list(body, "E").remove(0)),
        sealing("no sum", RepairRule.LENGTH, 3, body -> list(body, "E").remove(0)),
        lie("another ciphertext", RepairRule.SHARE_PROOF),
        sealing(
            "another ciphertext of the sum",
            RepairRule.SHARE_PROOF,
            3,
            body -> share(body).put("ct", SharingCheats.zeros())),
        resealing("a wrong piece", Repair.DEAL),
        resealing("a wrong sum", Repair.SUM),
        lie("a complaint out of the blue", RepairRule.COMPLAINT),
        Lie.by(
            "a complaint about a sum",
            RepairRule.COMPLAINT,
            liar -> SharingCheats.slander(Repair.RESTORE, liar)),
        lie("another body", EnvelopeRule.MALFORMED, 1, body -> body.put("extra", 1)),
        lie("no body", EnvelopeRule.MALFORMED, 3, ObjectNode::removeAll));
  }

  private static Lie lie(String name, RepairRule rule) {
    return Lie.by(name, rule, liar -> RepairCheats.byRule(liar, random(liar)).get(rule));
  }

  private static Lie lie(String name, Rule rule, int round, Consumer<ObjectNode> change) {
    return new Lie(name, rule, SharingCheats.in(round, (curve, body) -> change.accept(body)));
  }

  /** The keeper that lost its share has nothing to lie about. */
  private static Lie sealing(String name, Rule rule, int round, Consumer<ObjectNode> change) {
    return new Lie(name, rule, SharingCheats.sealing(round, (curve, body) -> change.accept(body)));
  }

  private static Lie resealing(String name, int round) {
    return new Lie(
        name,
        RepairRule.SHARE,
        liar ->
            liar.cheat(new RepairCheats.Resealing(liar.number(), round, random(liar.number()))));
  }

  private static SeededRandom random(int liar) {
    return new SeededRandom(liar, "reseal");
  }
}
