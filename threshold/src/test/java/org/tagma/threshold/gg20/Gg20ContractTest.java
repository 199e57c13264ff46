package org.tagma.threshold.gg20;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagma.threshold.gg20.Gg20Cheats.add;
import static org.tagma.threshold.gg20.Gg20Cheats.afterDelta;
import static org.tagma.threshold.gg20.Gg20Cheats.array;
import static org.tagma.threshold.gg20.Gg20Cheats.in;
import static org.tagma.threshold.gg20.Gg20Cheats.integer;
import static org.tagma.threshold.gg20.Gg20Cheats.opening;
import static org.tagma.threshold.gg20.Gg20Cheats.product;
import static org.tagma.threshold.gg20.Gg20Cheats.proof;
import static org.tagma.threshold.gg20.Gg20Cheats.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.OutsideEcdsa;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.testkit.Schedules;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.TestModuli;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.verdict.EnvelopeRule;

/** GG20 keeps the contract of every protocol. */
class Gg20ContractTest extends ProtocolContract {
  static final Curve CURVE = Curve.named("SECP256K1");
  private static final int LIAR = 2;

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
    List<Lie> lies = new ArrayList<>();
    Gg20Cheats.byRule(LIAR, new SeededRandom(LIAR, "cheats"))
        .forEach((rule, cheat) -> lies.add(new Lie("the lab's " + rule, rule, cheat)));
    lies.addAll(others());
    return lies;
  }

  private static List<Lie> others() {
    return List.of(
        new Lie(
            "no products",
            Gg20Rule.LENGTH,
            in(Gg20.MULTIPLY, (c, b) -> array(b, "products").removeAll())),
        new Lie(
            "z1 of Pi_enc + 1", Gg20Rule.ENC, in(Gg20.COMMIT, (c, b) -> add(proof(b), "z1", 1))),
        new Lie("F + 1", Gg20Rule.AFF_P, in(Gg20.MULTIPLY, (c, b) -> add(product(b), "F", 1))),
        new Lie(
            "u of another",
            Gg20Rule.COMMITMENT,
            in(Gg20.REVEAL, (c, b) -> b.put("u", Bytes.of(new byte[32]).base64Url()))),
        new Lie(
            "z1 of Pi_log* + 1",
            Gg20Rule.LOG_STAR,
            in(Gg20.REVEAL, (c, b) -> add(proof(b), "z1", 1))),
        new Lie("delta + 5, and goes on as if nothing were", Gg20Rule.PHASE, goesOn()),
        new Lie("delta + 5, and opens k + N", Gg20Rule.OPENING, opens("k", modulus())),
        new Lie("false sigma, and opens mu + N", Gg20Rule.OPENING, falseSigma(true)),
        new Lie(
            "delta + 5, and opens the alpha + cN that explains it", Gg20Rule.OPENING, explains()),
        new Lie(
            "another body", EnvelopeRule.MALFORMED, (session, round, body) -> body.put("extra", 1)),
        new Lie("no body", EnvelopeRule.MALFORMED, (session, round, body) -> body.removeAll()));
  }

  /** Of keeper 2, who also opens another number with the same remainder, if it {@code shifts}. */
  static Cheat falseSigma(boolean shifts) {
    return new Gg20Cheats.FalseSigma(LIAR, new SeededRandom(LIAR, "sigma"), shifts);
  }

  private static Cheat opens(String name, BigInteger difference) {
    return afterDelta((c, b) -> put(opening(b), name, integer(opening(b), name).add(difference)));
  }

  /** c N = 5 modulo q: an equation modulo q and an encryption modulo N both hold. */
  private static Cheat explains() {
    BigInteger q = CURVE.order();
    BigInteger c = modulus().modInverse(q).multiply(BigInteger.valueOf(5)).mod(q);
    return afterDelta(
        (curve, b) -> {
          ObjectNode product = product(opening(b));
          put(product, "alpha", integer(product, "alpha").add(c.multiply(modulus())));
        });
  }

  private static Cheat goesOn() {
    return afterDelta(
        (curve, b) -> {
          b.removeAll();
          put(b, "S", curve.generator());
          ObjectNode proof = b.putObject("proof");
          put(proof, "A", curve.generator());
          put(proof, "B", curve.generator());
          proof.put("u", Bytes.of(curve.scalar(1).encode()).base64Url());
          proof.put("v", Bytes.of(curve.scalar(1).encode()).base64Url());
        });
  }

  private static BigInteger modulus() {
    return TestModuli.of(LIAR).key().modulus();
  }
}
