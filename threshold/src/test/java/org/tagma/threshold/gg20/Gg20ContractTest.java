package org.tagma.threshold.gg20;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.OutsideEcdsa;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.testkit.Schedules;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.TestModuli;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.verdict.EnvelopeRule;

/** GG20 keeps the contract of every protocol. */
class Gg20ContractTest extends ProtocolContract {
  static final Curve CURVE = Curve.named("SECP256K1");

  @Override
  protected Protocol protocol() {
    return new Gg20();
  }

  /** A session costs a second or so. */
  @Override
  protected int schedules() {
    return Schedules.share(2);
  }

  /** The same nonces with another commitment to Gamma. */
  @Override
  protected Optional<Consumer<ObjectNode>> otherFirstMessage() {
    return Optional.of(body -> body.put("c", Bytes.of(new byte[32]).base64Url()));
  }

  /** In the first round only: to come to the last one costs two sessions for each. */
  @Override
  protected List<Lie> envelopeLies() {
    return super.envelopeLies().stream().filter(l -> l.name().endsWith("round 1")).toList();
  }

  @Override
  protected int quorum() {
    return 2;
  }

  @Override
  protected Operation operation(SimulatedCluster cluster) {
    return Gg20Operation.sign(cluster);
  }

  @Override
  protected void assertResult(SimulatedCluster cluster, Operation operation, Object result) {
    Gg20Signature signed = (Gg20Signature) result;
    assertEquals("op-1", signed.operationId());
    byte[] digest = Sha256.of(Gg20Operation.MESSAGE.getBytes(StandardCharsets.UTF_8)).toArray();
    byte[] key = operation.certificate().orElseThrow().publicKey().encode();
    assertTrue(OutsideEcdsa.SECP256K1.verify(key, digest, signed.signature().der()));
  }

  @Override
  protected List<Lie> lies() {
    return List.of(
        new Lie(
            "a proof too few", Gg20Rule.LENGTH, in(Gg20.COMMIT, b -> array(b, "proofs").remove(0))),
        new Lie(
            "no products",
            Gg20Rule.LENGTH,
            in(Gg20.MULTIPLY, b -> array(b, "products").removeAll())),
        new Lie("G = 0", Gg20Rule.CIPHERTEXT, in(Gg20.COMMIT, b -> put(b, "G", BigInteger.ZERO))),
        new Lie("K + 1", Gg20Rule.ENC, in(Gg20.COMMIT, b -> add(b, "K", 1))),
        new Lie("z1 of Pi_enc + 1", Gg20Rule.ENC, in(Gg20.COMMIT, b -> add(proof(b), "z1", 1))),
        new Lie("D + 1", Gg20Rule.AFF_P, in(Gg20.MULTIPLY, b -> add(product(b), "D", 1))),
        new Lie("F + 1", Gg20Rule.AFF_P, in(Gg20.MULTIPLY, b -> add(product(b), "F", 1))),
        new Lie(
            "Dh is D",
            Gg20Rule.AFF_G,
            in(Gg20.MULTIPLY, b -> product(b).set("Dh", product(b).get("D")))),
        new Lie("T is G", Gg20Rule.PED, in(Gg20.DELTA, b -> put(b, "T", CURVE.generator()))),
        new Lie(
            "u of another",
            Gg20Rule.COMMITMENT,
            in(Gg20.REVEAL, b -> b.put("u", Bytes.of(new byte[32]).base64Url()))),
        new Lie(
            "-Gamma",
            Gg20Rule.COMMITMENT,
            in(Gg20.REVEAL, b -> put(b, "Gamma", point(b, "Gamma").negate()))),
        new Lie(
            "z1 of Pi_log* + 1", Gg20Rule.LOG_STAR, in(Gg20.REVEAL, b -> add(proof(b), "z1", 1))),
        new Lie("R_i is G", Gg20Rule.LOG_STAR, in(Gg20.NONCE, b -> put(b, "R", CURVE.generator()))),
        new Lie("S is G", Gg20Rule.PED_EQ, in(Gg20.KEY, b -> put(b, "S", CURVE.generator()))),
        new Lie("s + 1", Gg20Rule.SHARE, in(Gg20.SHARE, b -> addScalar(b, "s", 1))),
        new Lie(
            "opens where all is well", Gg20Rule.PHASE, in(Gg20.KEY, Gg20ContractTest::openNothing)),
        new Lie("delta + 5", Gg20Rule.DELTA, in(Gg20.DELTA, b -> addScalar(b, "delta", 5))),
        new Lie("delta + 5, and goes on as if nothing were", Gg20Rule.PHASE, goesOn()),
        new Lie("delta + 5, and opens another k", Gg20Rule.OPENING, opens("k", BigInteger.ONE)),
        new Lie("delta + 5, and opens k + N", Gg20Rule.OPENING, opens("k", modulus())),
        new Lie("delta + 5, and does not open", Gg20Rule.ELIMINATION, staysSilent()),
        new Lie("sigma + 5 in T and in S", Gg20Rule.SIGMA, new SigmaCheat()),
        new Lie("false sigma, and opens mu + N", Gg20Rule.OPENING, new SigmaCheat(true)),
        new Lie(
            "delta + 5, and opens the alpha + cN that explains it", Gg20Rule.OPENING, explains()),
        new Lie(
            "another body", EnvelopeRule.MALFORMED, (session, round, body) -> body.put("extra", 1)),
        new Lie("no body", EnvelopeRule.MALFORMED, (session, round, body) -> body.removeAll()));
  }

  interface Change {
    void apply(ObjectNode body) throws DecodingException;
  }

  static Cheat in(int round, Change change) {
    return (session, number, body) -> {
      if (number == round) {
        change(change, body);
      }
    };
  }

  private static void change(Change change, ObjectNode body) {
    try {
      change.apply(body);
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** delta + 5, and something in place of an honest answer to what comes of it. */
  private static Cheat afterDelta(Change late) {
    return (session, round, body) -> {
      if (round == Gg20.DELTA) {
        change(b -> addScalar(b, "delta", 5), body);
      }
      if (round == Gg20.KEY) {
        change(late, body);
      }
    };
  }

  private static Cheat opens(String name, BigInteger difference) {
    return afterDelta(b -> put(opening(b), name, integer(opening(b), name).add(difference)));
  }

  /** c N = 5 modulo q: an equation modulo q and an encryption modulo N both hold. */
  private static Cheat explains() {
    BigInteger q = CURVE.order();
    BigInteger c = modulus().modInverse(q).multiply(BigInteger.valueOf(5)).mod(q);
    return afterDelta(
        b -> {
          ObjectNode product = (ObjectNode) opening(b).get("products").get(0);
          put(product, "alpha", integer(product, "alpha").add(c.multiply(modulus())));
        });
  }

  private static Cheat goesOn() {
    return afterDelta(
        b -> {
          b.removeAll();
          put(b, "S", CURVE.generator());
          ObjectNode proof = b.putObject("proof");
          put(proof, "A", CURVE.generator());
          put(proof, "B", CURVE.generator());
          proof.put("u", Bytes.of(CURVE.scalar(1).encode()).base64Url());
          proof.put("v", Bytes.of(CURVE.scalar(1).encode()).base64Url());
        });
  }

  private static Cheat staysSilent() {
    return afterDelta(
        b -> {
          throw new KeyDamaged();
        });
  }

  private static void openNothing(ObjectNode body) {
    body.removeAll();
    ObjectNode opening = body.putObject("nonceOpening");
    put(opening, "k", BigInteger.ZERO);
    put(opening, "rho", BigInteger.ONE);
    put(opening, "gamma", BigInteger.ZERO);
    opening.putArray("products");
  }

  private static BigInteger modulus() {
    return TestModuli.of(2).key().modulus();
  }

  private static ArrayNode array(ObjectNode body, String name) {
    return (ArrayNode) body.get(name);
  }

  private static ObjectNode proof(ObjectNode body) {
    return (ObjectNode) body.get("proofs").get(0).get("proof");
  }

  private static ObjectNode product(ObjectNode body) {
    return (ObjectNode) body.get("products").get(0);
  }

  private static ObjectNode opening(ObjectNode body) {
    return (ObjectNode) body.get("nonceOpening");
  }

  static BigInteger integer(ObjectNode body, String name) throws DecodingException {
    return Members.of(body).bigInteger(name);
  }

  private static Point point(ObjectNode body, String name) throws DecodingException {
    return Members.of(body).point(name, CURVE);
  }

  static void put(ObjectNode body, String name, BigInteger value) {
    body.set(name, JsonNodeFactory.instance.textNode(Tlv.of().integer(value).base64Url()));
  }

  static void put(ObjectNode body, String name, Point value) {
    body.put(name, Bytes.of(value.encode()).base64Url());
  }

  static void add(ObjectNode body, String name, long difference) throws DecodingException {
    put(body, name, integer(body, name).add(BigInteger.valueOf(difference)));
  }

  static void addScalar(ObjectNode body, String name, long difference) throws DecodingException {
    Scalar sum = Members.of(body).scalar(name, CURVE).plus(CURVE.scalar(difference));
    body.put(name, Bytes.of(sum.encode()).base64Url());
  }
}
