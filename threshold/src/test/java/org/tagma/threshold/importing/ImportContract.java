package org.tagma.threshold.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagma.threshold.sharing.SharingCheats.list;
import static org.tagma.threshold.sharing.SharingCheats.share;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyOrigin;
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
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.Rule;

/** An import keeps the contract of every protocol, on each curve. */
abstract class ImportContract extends ProtocolContract {
  private final Curve curve;

  ImportContract(String curve) {
    this.curve = Curve.named(curve);
  }

  @Override
  protected Protocol protocol() {
    return ImportOperation.protocol();
  }

  @Override
  protected int schedules() {
    return Schedules.share(50);
  }

  @Override
  protected Operation operation(SimulatedCluster cluster) {
    return ImportOperation.store(cluster, curve);
  }

  /** The private key in shares, certified as imported; wherever it is active, it is this one. */
  @Override
  protected void assertResult(SimulatedCluster cluster, Operation operation, Object result) {
    Certificate certificate = (Certificate) result;
    CertificateContent content = certificate.content();
    try {
      certificate.verify(cluster.cluster().id(), cluster.cluster().keyRing());
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
    Scalar privateKey = ImportOperation.privateKey(curve);
    assertEquals(curve.generator().times(privateKey), content.publicKey());
    assertEquals(Optional.of(KeyOrigin.IMPORTED), content.origin());
    Scalar key = curve.scalar(0);
    List<Integer> quorum = IntStream.rangeClosed(1, content.threshold()).boxed().toList();
    for (SimulatedKeeper keeper : cluster.keepers().values()) {
      keeper
          .storage()
          .certificate(ImportOperation.KEY_ID)
          .ifPresent(active -> assertEquals(certificate, active));
      try (KeyShare share = keeper.storage().share(content).orElseThrow()) {
        if (quorum.contains(keeper.number())) {
          Scalar weight = Lagrange.atZero(curve, keeper.number(), quorum);
          key = key.plus(share.secret().times(weight).disclose());
        }
      }
    }
    assertEquals(privateKey, key);
  }

  @Override
  protected Optional<Consumer<ObjectNode>> otherFirstMessage() {
    return Optional.of(body -> body.put("D", SharingCheats.point(curve, 9)));
  }

  @Override
  protected List<Lie> lies() {
    return List.of(
        lie("D is the identity", ImportRule.POINT),
        lie("E is no point", ImportRule.POINT, 1, body -> body.put("E", "AAAA")),
        lie("EK is the identity", ImportRule.POINT, 1, body -> body.put("EK", "AA")),
        deal("C_1 is the identity", ImportRule.POINT, body -> list(body, "C").set(1, "AA")),
        deal("U is no point", ImportRule.POINT, body -> share(body).put("U", "AA")),
        lie("shares another key", ImportRule.CONSTANT),
        deal("a share of zero", ImportRule.CONSTANT, this::zeroForKeeper1),
        lie("one C too many, or deals unasked", ImportRule.LENGTH),
        deal("one C too few", ImportRule.LENGTH, body -> list(body, "C").remove(1)),
        deal("no share for one", ImportRule.LENGTH, body -> list(body, "E").remove(0)),
        deal("nothing at all", ImportRule.LENGTH, ImportContract::empty),
        lie("another ciphertext", ImportRule.SHARE_PROOF),
        lie("no proof of the private key, or one unasked", ImportRule.POP),
        lie("shares of another polynomial", ImportRule.SHARE),
        lie("a complaint out of the blue", ImportRule.COMPLAINT),
        lie("another share of the test signature", ImportRule.TEST),
        lie("no share of the test signature", ImportRule.TEST, 3, body -> body.put("z", "")),
        lie("z = 0 in the certificate", ImportRule.CERT),
        lie(
            "a key that was never whole",
            ImportRule.CERT,
            4,
            body -> ((ObjectNode) body.get("certificate")).remove("origin")),
        lie("another body", EnvelopeRule.MALFORMED, 1, body -> body.put("extra", 1)),
        lie("no body", EnvelopeRule.MALFORMED, 3, ObjectNode::removeAll));
  }

  /** C_1, so that f(1) = C_0 + C_1 + ... is the identity. */
  private void zeroForKeeper1(ObjectNode body) {
    ArrayNode committed = list(body, "C");
    Point sum = curve.identity();
    for (JsonNode point : committed) {
      sum = sum.plus(point(point));
    }
    Point other = point(committed.get(1)).minus(sum);
    committed.set(1, Bytes.of(other.encode()).base64Url());
  }

  private Point point(JsonNode encoded) {
    try {
      return curve.decodePoint(Bytes.fromBase64Url(encoded.textValue()).toArray());
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
  }

  private static void empty(ObjectNode body) {
    body.setAll(ImportDeal.none().toBody());
  }

  private static Lie lie(String name, ImportRule rule) {
    return Lie.by(name, rule, liar -> ImportCheats.byRule(liar).get(rule));
  }

  private static Lie deal(String name, Rule rule, Consumer<ObjectNode> change) {
    return new Lie(
        name, rule, SharingCheats.sealing(Import.DEAL, (curve, body) -> change.accept(body)));
  }

  private static Lie lie(String name, Rule rule, int round, Consumer<ObjectNode> change) {
    return new Lie(name, rule, SharingCheats.in(round, (curve, body) -> change.accept(body)));
  }
}
