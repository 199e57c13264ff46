package org.tagma.threshold.ecies;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.testkit.Schedules;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.EnvelopeRule;

/** Threshold decryption keeps the contract of every protocol. */
class EciesContractTest extends ProtocolContract {
  private static final Curve CURVE = Curve.named("SECP256K1");
  private static final Ecies ECIES = new Ecies();

  @Override
  protected Protocol protocol() {
    return ECIES;
  }

  @Override
  protected int schedules() {
    return Schedules.share(720);
  }

  @Override
  protected boolean isMainSuite() {
    return true;
  }

  @Override
  protected Operation operation(SimulatedCluster cluster) {
    return EciesOperation.decrypt(cluster, CURVE.apiName());
  }

  @Override
  protected void assertResult(SimulatedCluster cluster, Operation operation, Object result) {
    Ciphertext ciphertext = EciesOperation.ciphertext(operation.certificate().orElseThrow());
    assertArrayEquals(
        EciesOperation.PLAINTEXT, ((Decryption) result).open(ciphertext).orElseThrow());
  }

  @Override
  protected List<Lie> lies() {
    return List.of(
        new Lie("z + 1", EciesRule.DLEQ, EciesCheats.change("z", EciesContractTest::plusOne)),
        new Lie("z not canonical", EciesRule.DLEQ, EciesCheats.change("z", z -> filled(32, 0xff))),
        new Lie("z too short", EciesRule.DLEQ, EciesCheats.change("z", z -> filled(31, 1))),
        new Lie(
            "d + G under an honest proof",
            EciesRule.DLEQ,
            EciesCheats.change("d", EciesContractTest::plusG)),
        new Lie("A1 + G", EciesRule.DLEQ, EciesCheats.change("A1", EciesContractTest::plusG)),
        new Lie("A2 + G", EciesRule.DLEQ, EciesCheats.change("A2", EciesContractTest::plusG)),
        lie("another x and its own proof", EciesRule.DLEQ),
        lie("d is the identity", EciesRule.POINT),
        new Lie("d is off the curve", EciesRule.POINT, EciesCheats.change("d", d -> offCurve())),
        new Lie("d uncompressed", EciesRule.POINT, EciesCheats.change("d", d -> filled(65, 4))),
        new Lie("A1 is off the curve", EciesRule.POINT, EciesCheats.change("A1", a -> offCurve())),
        new Lie("A2 is empty", EciesRule.POINT, EciesCheats.change("A2", a -> Bytes.empty())),
        new Lie(
            "a public share of its own",
            EnvelopeRule.MALFORMED,
            (session, round, body) -> body.set("Y", body.get("d"))),
        new Lie("no body", EnvelopeRule.MALFORMED, (session, round, body) -> body.removeAll()),
        new Lie(
            "d is no base64url",
            EnvelopeRule.MALFORMED,
            (session, round, body) -> body.put("d", "**")));
  }

  private static Lie lie(String name, EciesRule rule) {
    return Lie.by(
        name,
        rule,
        liar -> EciesCheats.byRule(liar, new SeededRandom(liar, "another share")).get(rule));
  }

  private static Bytes plusOne(Bytes z) {
    try {
      return Bytes.of(CURVE.decodeScalar(z.toArray()).plus(CURVE.scalar(1)).encode());
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes plusG(Bytes point) {
    try {
      return Bytes.of(CURVE.decodePoint(point.toArray()).plus(CURVE.generator()).encode());
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes filled(int length, int with) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) with);
    return Bytes.of(bytes);
  }

  private static Bytes offCurve() {
    byte[] bytes = new byte[33];
    bytes[0] = 2;
    bytes[32] = 5; // x = 5 has no y on secp256k1
    return Bytes.of(bytes);
  }
}
