package org.tagma.threshold.dkg;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.secret.Lagrange;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.SimulatedKeeper;
import org.tagma.threshold.transcript.Bytes;
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
    return Integer.getInteger("tagma.schedules", 2_000) / 20;
  }

  @Override
  protected Operation operation(SimulatedCluster cluster) {
    return cluster.operation(
        DKG,
        Dkg.suite(curve),
        KEY_ID,
        Optional.empty(),
        KeyTable.request(curve.apiName()),
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

  @Override
  protected List<Lie> lies() {
    return List.of(
        new Lie("EK is the identity", DkgRule.POINT, in(1, body -> body.put("EK", "AA"))),
        new Lie("EK is empty", DkgRule.POINT, in(1, body -> body.put("EK", ""))),
        new Lie("C_0 is the identity", DkgRule.POINT, in(2, body -> array(body, "C").set(0, "AA"))),
        new Lie("A is no point", DkgRule.POINT, in(2, body -> body.put("A", "AA"))),
        new Lie("U is no point", DkgRule.POINT, in(2, body -> share(body, 0).put("U", "AA"))),
        new Lie(
            "one C too many",
            DkgRule.LENGTH,
            in(2, body -> array(body, "C").add(body.get("A").textValue()))),
        new Lie("one C too few", DkgRule.LENGTH, in(2, body -> array(body, "C").remove(0))),
        new Lie("no share for one", DkgRule.LENGTH, in(2, body -> array(body, "E").remove(0))),
        new Lie("another u", DkgRule.COMMITMENT, in(2, body -> body.put("u", zeros()))),
        new Lie("another rid", DkgRule.COMMITMENT, in(2, body -> body.put("rid", zeros()))),
        new Lie("another V", DkgRule.COMMITMENT, in(1, body -> body.put("V", zeros()))),
        new Lie(
            "another ciphertext",
            DkgRule.SHARE_PROOF,
            in(2, body -> share(body, 0).put("ct", share(body, 1).get("ct").textValue()))),
        new Lie(
            "U copied",
            DkgRule.SHARE_PROOF,
            in(2, body -> share(body, 0).setAll(share(body, 1, 0)))),
        new Lie(
            "z of a share not canonical",
            DkgRule.SHARE_PROOF,
            in(2, body -> share(body, 0).put("z", "_".repeat(42) + "8"))),
        new Lie("shares of another polynomial", DkgRule.SHARE, this::otherPolynomial),
        new Lie("a complaint out of the blue", DkgRule.COMPLAINT, in(3, this::slander)),
        new Lie("z = 0 in the proof", DkgRule.POP, in(3, body -> body.put("z", zeros()))),
        new Lie("another A in the proof", DkgRule.POP, in(3, body -> body.put("A", point(9)))),
        new Lie("z = 0 in the certificate", DkgRule.CERT, in(4, body -> body.put("z", zeros()))),
        new Lie(
            "another rid in the certificate",
            DkgRule.CERT,
            in(4, body -> body.put("rid", zeros()))),
        new Lie("another key", DkgRule.CERT, in(4, body -> certificate(body, "publicKey"))),
        new Lie("another body", EnvelopeRule.MALFORMED, in(1, body -> body.put("extra", 1))),
        new Lie("no body", EnvelopeRule.MALFORMED, in(3, ObjectNode::removeAll)));
  }

  @Override
  protected Optional<Consumer<ObjectNode>> otherFirstMessage() {
    return Optional.of(body -> body.put("V", zeros()));
  }

  interface Change {
    void apply(ObjectNode body);
  }

  static Cheat in(int round, Change change) {
    return (session, number, body) -> {
      if (number == round) {
        change.apply(body);
      }
    };
  }

  /** Commits to, and opens, another polynomial than the one whose values it seals. */
  private void otherPolynomial(Session session, int round, ObjectNode body) {
    SharingContext context = KeyGeneration.of(session).context();
    List<Point> coefficients =
        IntStream.range(0, context.threshold())
            .mapToObj(k -> curve.generator().times(curve.scalar(k + 5L)))
            .toList();
    Point proofCommitment = curve.generator().times(curve.scalar(3));
    Bytes zeros = Bytes.of(new byte[32]);
    if (round == Dkg.COMMIT) {
      Bytes v = DkgCommitment.of(context, 2, zeros, coefficients, proofCommitment, zeros);
      body.put("V", v.base64Url());
    } else if (round == Dkg.DEAL) {
      body.put("rid", zeros()).put("u", zeros()).put("A", point(3));
      ArrayNode points = body.putArray("C");
      coefficients.forEach(c -> points.add(Bytes.of(c.encode()).base64Url()));
    }
  }

  private void slander(ObjectNode body) {
    array(body, "complaints")
        .addObject()
        .put("dealer", "keeper-1")
        .put("Z", point(4))
        .put("A1", point(5))
        .put("A2", point(6))
        .put("z", zeros());
  }

  private void certificate(ObjectNode body, String member) {
    ((ObjectNode) body.get("certificate")).put(member, point(7));
  }

  static ArrayNode array(ObjectNode body, String name) {
    return (ArrayNode) body.get(name);
  }

  static ObjectNode share(ObjectNode body, int index) {
    return (ObjectNode) array(body, "E").get(index);
  }

  /** The share at {@code from}, addressed to whom the one at {@code to} is. */
  private static ObjectNode share(ObjectNode body, int from, int to) {
    return share(body, from).deepCopy().put("to", share(body, to).get("to").textValue());
  }

  private String point(long k) {
    return Bytes.of(curve.generator().times(curve.scalar(k)).encode()).base64Url();
  }

  private static String zeros() {
    return Bytes.of(new byte[32]).base64Url();
  }
}
