package org.tagma.threshold.auxiliary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.kat.TestModuli;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.moduli.AuxParameters;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.paillier.RingPedersenKey;
import org.tagma.threshold.proof.prm.PrmProof;
import org.tagma.threshold.proof.prm.PrmStatement;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.testkit.Schedules;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.verdict.EnvelopeRule;

/** The set-up of the keepers' moduli keeps the contract of every protocol. */
@Tag("slow")
class AuxContractTest extends ProtocolContract {
  private static final ParameterSet SET = ParameterSet.P112;
  private static final int LIAR = 2;
  private static final Bytes ZEROS = Bytes.of(new byte[32]);
  private static final BigInteger ONE = BigInteger.ONE;
  private static final Protocol AUX =
      new JudgedOnce(
          new AuxSetup((keeper, set, random) -> TestModuli.secrets(set, keeper, random)));

  private final AuxSecrets secrets = TestModuli.secrets(SET, LIAR, new Seed("AuxContractTest"));
  private final AuxParameters good = secrets.parameters();

  @Override
  protected Protocol protocol() {
    return AUX;
  }

  @Override
  protected int schedules() {
    return Schedules.share(2);
  }

  @Override
  protected Operation operation(SimulatedCluster cluster) {
    return cluster.operation(
        AUX,
        AuxSetup.suite(SET),
        AuxSetup.KEY_ID,
        Optional.empty(),
        AuxSetup.request(SET),
        120_000);
  }

  /** The bundle is signed by all, and wherever it is active the secrets behind it are kept. */
  @Override
  protected void assertResult(SimulatedCluster cluster, Operation operation, Object result) {
    AuxCertificate certificate = (AuxCertificate) result;
    try {
      certificate.verify(cluster.cluster().id(), cluster.cluster().keyRing());
      assertEquals(certificate, AuxCertificate.read(certificate.toJson()));
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
    assertEquals(cluster.keepers().keySet(), certificate.bundle().parameters().keySet());
    assertEquals(1, certificate.epoch());
    List<AuxCertificate> adopted =
        cluster.keepers().values().stream()
            .flatMap(k -> k.storage().auxCertificate().stream())
            .toList();
    assertTrue(!adopted.isEmpty());
    adopted.forEach(a -> assertEquals(certificate, a));
  }

  @Override
  protected List<Lie> lies() {
    return Stream.of(openingLies(), proofLies(), otherLies()).flatMap(List::stream).toList();
  }

  private List<Lie> openingLies() {
    BigInteger nhat = good.ringPedersen().modulus();
    BigInteger s = good.ringPedersen().s();
    BigInteger t = good.ringPedersen().t();
    BigInteger p = secrets.key().factors().p();
    return List.of(
        new Lie("another V", AuxRule.COMMITMENT, in(1, body -> body.put("V", zeros()))),
        new Lie("another u", AuxRule.COMMITMENT, in(2, body -> body.put("u", zeros()))),
        new Lie("another rho", AuxRule.COMMITMENT, in(2, body -> body.put("rho", zeros()))),
        new Lie("another t", AuxRule.COMMITMENT, in(2, body -> body.put("t", text(s)))),
        parameters("N of 2046 bits", n(ONE.shiftLeft(2045).add(ONE))),
        parameters("N of 2049 bits", n(ONE.shiftLeft(2048).add(ONE))),
        parameters("N is Nhat", n(nhat)),
        parameters("s = t", ring(nhat, t, t)),
        parameters("s = 1", ring(nhat, ONE, t)),
        parameters("t = 0", ring(nhat, s, BigInteger.ZERO)),
        parameters("t is no unit", ring(nhat, s, secrets.ringPedersen().factors().p())),
        parameters("Nhat of 1024 bits", ring(p, ONE.add(ONE), t.mod(p))),
        opens("Pi_prm of zeros", AuxRule.PRM, session -> open(good, zeroProof(128))),
        opens("an empty Pi_prm", AuxRule.PRM, session -> open(good, zeroProof(0))),
        opens("a short Pi_prm", AuxRule.PRM, session -> open(good, zeroProof(1))),
        opens(
            "Pi_prm of another keeper",
            AuxRule.PRM,
            session -> open(good, prm(session, 3, secrets.ringPedersen()))),
        opens(
            "s outside the group",
            AuxRule.PRM,
            session ->
                open(ring(nhat, nhat.subtract(s), t), prm(session, LIAR, secrets.ringPedersen()))),
        opens(
            "N is a square",
            AuxRule.MOD,
            session -> open(n(p.multiply(p)), prm(session, LIAR, secrets.ringPedersen()))));
  }

  private static List<Lie> proofLies() {
    return List.of(
        new Lie(
            "w = 0",
            AuxRule.MOD,
            in(3, body -> ((ObjectNode) body.get("modN")).put("w", text(BigInteger.ZERO)))),
        new Lie(
            "one root of Nhat missing",
            AuxRule.MOD,
            in(3, body -> ((ArrayNode) body.get("modNhat").get("roots")).remove(127))),
        new Lie(
            "no Pi_fac for one",
            AuxRule.FAC,
            in(3, body -> ((ArrayNode) body.get("fac")).remove(0))),
        new Lie("Pi_fac of another verifier", AuxRule.FAC, in(3, AuxContractTest::swapProofs)));
  }

  private static List<Lie> otherLies() {
    return List.of(
        new Lie("another bundle", AuxRule.BUNDLE, in(4, body -> body.put("bundleHash", zeros()))),
        new Lie(
            "a receipt for another",
            AuxRule.BUNDLE,
            in(5, body -> body.put("bundleHash", zeros()))),
        new Lie(
            "an even N",
            EnvelopeRule.MALFORMED,
            in(2, body -> body.put("N", text(ONE.shiftLeft(2047))))),
        new Lie("another member", EnvelopeRule.MALFORMED, in(1, body -> body.put("extra", 1))));
  }

  private static void swapProofs(ObjectNode body) {
    ObjectNode first = (ObjectNode) body.get("fac").get(0);
    ObjectNode second = (ObjectNode) body.get("fac").get(1);
    var proof = first.get("N");
    first.set("N", second.get("N"));
    second.set("N", proof);
  }

  private static Cheat in(int round, Consumer<ObjectNode> change) {
    return (session, number, body) -> {
      if (number == round) {
        change.accept(body);
      }
    };
  }

  /** Commits to bad parameters, and opens them. */
  private static Lie parameters(String name, AuxParameters bad) {
    return opens(name, AuxRule.PARAMETERS, session -> open(bad, zeroProof(128)));
  }

  private static Lie opens(String name, AuxRule rule, Function<Session, AuxOpen> open) {
    return new Lie(
        name,
        rule,
        (session, round, body) -> {
          if (round == AuxSetup.COMMIT) {
            body.put("V", open.apply(session).commitment(session.sid(), LIAR).base64Url());
          } else if (round == AuxSetup.OPEN) {
            body.setAll(open.apply(session).toBody());
          }
        });
  }

  private static AuxOpen open(AuxParameters parameters, PrmProof prm) {
    return new AuxOpen(parameters, prm, ZEROS, ZEROS);
  }

  private static PrmProof zeroProof(int length) {
    List<BigInteger> zeros = Collections.nCopies(length, BigInteger.ZERO);
    return new PrmProof(zeros, zeros);
  }

  /** The same proof each time it is asked for. */
  private static PrmProof prm(Session session, int prover, RingPedersenKey key) {
    return PrmProof.prove(
        AuxEpoch.of(session).prm(prover),
        new PrmStatement(SET, key.parameters()),
        key,
        new Seed("prm"));
  }

  private AuxParameters n(BigInteger modulus) {
    return new AuxParameters(new PaillierPublicKey(modulus), good.ringPedersen());
  }

  private AuxParameters ring(BigInteger modulus, BigInteger s, BigInteger t) {
    return new AuxParameters(good.key(), new RingPedersen(modulus, s, t));
  }

  private static String text(BigInteger value) {
    return Tlv.of().integer(value).base64Url();
  }

  private static String zeros() {
    return ZEROS.base64Url();
  }
}
