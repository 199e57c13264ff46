package org.tagma.threshold.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.List;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.testkit.Rfc9591Verifier;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.EnvelopeRule;

/** FROST keeps the contract of every protocol. */
class FrostContractTest extends ProtocolContract {
  private static final Curve CURVE = FrostSuite.SECP256K1.curve();
  private static final Frost FROST = new Frost();

  @Override
  protected Protocol protocol() {
    return FROST;
  }

  @Override
  protected int schedules() {
    return Integer.getInteger("tagma.schedules", 2_000);
  }

  @Override
  protected Operation operation(SimulatedCluster cluster) {
    return FrostOperation.sign(cluster);
  }

  @Override
  protected void assertResult(SimulatedCluster cluster, Operation operation, Object result) {
    FrostSignatures signatures = (FrostSignatures) result;
    assertEquals(List.of("op-1", "op-2"), List.copyOf(signatures.byOperation().keySet()));
    byte[] publicKey = operation.certificate().orElseThrow().publicKey().encode();
    assertTrue(
        Rfc9591Verifier.verify(publicKey, "first", signatures.byOperation().get("op-1").toArray()));
    assertTrue(
        Rfc9591Verifier.verify(
            publicKey, "second", signatures.byOperation().get("op-2").toArray()));
  }

  @Override
  protected List<Lie> lies() {
    return List.of(
        new Lie("z + 1", FrostRule.SHARE, inRound(2, "z", FrostContractTest::plusOne)),
        new Lie(
            "z of the other message", FrostRule.SHARE, inRound(2, "z", z -> z.set(0, z.get(1)))),
        new Lie(
            "z not canonical",
            FrostRule.SHARE,
            inRound(2, "z", z -> z.set(1, bytes(new byte[32], 0xff)))),
        new Lie("z = 0", FrostRule.SHARE, inRound(2, "z", z -> z.set(0, bytes(new byte[32], 0)))),
        new Lie("one z too few", FrostRule.LENGTH, inRound(2, "z", z -> z.remove(0))),
        new Lie("one D too many", FrostRule.COMMITMENT, inRound(1, "D", d -> d.add(d.get(0)))),
        new Lie("no E", FrostRule.COMMITMENT, inRound(1, "E", ArrayNode::removeAll)),
        new Lie(
            "D is the identity",
            FrostRule.COMMITMENT,
            inRound(1, "D", d -> d.set(0, bytes(new byte[1], 0)))),
        new Lie(
            "E is off the curve", FrostRule.COMMITMENT, inRound(1, "E", e -> e.set(1, offCurve()))),
        new Lie(
            "D uncompressed",
            FrostRule.COMMITMENT,
            inRound(1, "D", d -> d.set(0, bytes(new byte[65], 4)))),
        new Lie(
            "another body", EnvelopeRule.MALFORMED, (session, round, body) -> body.put("extra", 1)),
        new Lie("no body", EnvelopeRule.MALFORMED, (session, round, body) -> body.removeAll()));
  }

  private interface Change {
    void apply(ArrayNode values);
  }

  private static Cheat inRound(int round, String field, Change change) {
    return (session, number, body) -> {
      if (number == round) {
        change.apply((ArrayNode) body.get(field));
      }
    };
  }

  private static void plusOne(ArrayNode values) {
    try {
      Scalar z = CURVE.decodeScalar(Bytes.fromBase64Url(values.get(0).textValue()).toArray());
      values.set(0, text(Bytes.of(z.plus(CURVE.scalar(1)).encode())));
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode bytes(byte[] bytes, int fill) {
    Arrays.fill(bytes, (byte) fill);
    return text(Bytes.of(bytes));
  }

  private static JsonNode offCurve() {
    byte[] bytes = new byte[33];
    bytes[0] = 2;
    bytes[32] = 5; // x = 5 has no y on secp256k1
    return text(Bytes.of(bytes));
  }

  private static JsonNode text(Bytes bytes) {
    return JsonNodeFactory.instance.textNode(bytes.base64Url());
  }
}
