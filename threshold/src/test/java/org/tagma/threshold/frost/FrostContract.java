package org.tagma.threshold.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.OutsideVerifier;
import org.tagma.threshold.testkit.ProtocolContract;
import org.tagma.threshold.testkit.Schedules;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.EnvelopeRule;

/** FROST keeps the contract of every protocol, in each suite. */
abstract class FrostContract extends ProtocolContract {
  private static final Frost FROST = new Frost();
  private static final Map<FrostRule, Cheat> CHEATS = FrostCheats.byRule();

  private final FrostSuite suite;
  private final ObjectNode options;

  /**
   * FROST in one suite.
   *
   * @param options what a request for it says beside the key and the messages
   */
  FrostContract(FrostSuite suite, String options) {
    try {
      this.suite = suite;
      this.options = (ObjectNode) Jcs.parse(options.getBytes(StandardCharsets.UTF_8));
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  protected Protocol protocol() {
    return FROST;
  }

  @Override
  protected int schedules() {
    return Schedules.share(40);
  }

  @Override
  protected Operation operation(SimulatedCluster cluster) {
    return FrostOperation.sign(cluster, suite, options);
  }

  /** The encoded key that the signatures are for. */
  protected byte[] signingKey(CertificateContent certificate) {
    return certificate.publicKey().encode();
  }

  /** What is signed for a message. */
  protected byte[] signed(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected void assertResult(SimulatedCluster cluster, Operation operation, Object result) {
    FrostSignatures signatures = (FrostSignatures) result;
    assertEquals(List.of("op-1", "op-2"), List.copyOf(signatures.byOperation().keySet()));
    byte[] key = signingKey(operation.certificate().orElseThrow());
    assertTrue(verifies(key, "first", signatures.byOperation().get("op-1")));
    assertTrue(verifies(key, "second", signatures.byOperation().get("op-2")));
    assertFalse(verifies(key, "first", signatures.byOperation().get("op-2")));
  }

  private boolean verifies(byte[] key, String message, Bytes signature) {
    return OutsideVerifier.verify(suite.contextString(), key, signed(message), signature.toArray());
  }

  @Override
  protected List<Lie> lies() {
    return List.of(
        new Lie("z + 1", FrostRule.SHARE, CHEATS.get(FrostRule.SHARE)),
        new Lie(
            "z of the other message",
            FrostRule.SHARE,
            FrostCheats.inRound(2, "z", z -> z.set(0, z.get(1)))),
        new Lie(
            "z not canonical",
            FrostRule.SHARE,
            FrostCheats.inRound(2, "z", z -> z.set(1, bytes(new byte[32], 0xff)))),
        new Lie(
            "z = 0",
            FrostRule.SHARE,
            FrostCheats.inRound(2, "z", z -> z.set(0, bytes(new byte[32], 0)))),
        new Lie("one z too few", FrostRule.LENGTH, CHEATS.get(FrostRule.LENGTH)),
        new Lie(
            "one D too many",
            FrostRule.COMMITMENT,
            FrostCheats.inRound(1, "D", d -> d.add(d.get(0)))),
        new Lie("no E", FrostRule.COMMITMENT, FrostCheats.inRound(1, "E", ArrayNode::removeAll)),
        new Lie("D is the identity", FrostRule.COMMITMENT, CHEATS.get(FrostRule.COMMITMENT)),
        new Lie(
            "E is off the curve",
            FrostRule.COMMITMENT,
            FrostCheats.inRound(1, "E", e -> e.set(1, offCurve()))),
        new Lie(
            "D uncompressed",
            FrostRule.COMMITMENT,
            FrostCheats.inRound(1, "D", d -> d.set(0, bytes(new byte[65], 4)))),
        new Lie(
            "another body", EnvelopeRule.MALFORMED, (session, round, body) -> body.put("extra", 1)),
        new Lie("no body", EnvelopeRule.MALFORMED, (session, round, body) -> body.removeAll()));
  }

  @Override
  protected Optional<Consumer<ObjectNode>> otherFirstMessage() {
    return Optional.of(
        body -> {
          ArrayNode d = (ArrayNode) body.get("D");
          d.set(0, d.get(1));
        });
  }

  private static JsonNode bytes(byte[] bytes, int fill) {
    Arrays.fill(bytes, (byte) fill);
    return FrostCheats.text(Bytes.of(bytes));
  }

  /** The first x, or y on Ed25519, that no point has. */
  private JsonNode offCurve() {
    byte[] bytes = new byte[suite.curve().pointLength()];
    int low = bytes.length == 33 ? 32 : 0;
    bytes[0] = (byte) (bytes.length == 33 ? 2 : 0);
    for (int i = 2; ; i++) {
      bytes[low] = (byte) i;
      try {
        suite.curve().decodePoint(bytes);
      } catch (DecodingException e) {
        assertEquals("not a point of the curve", e.getMessage());
        return FrostCheats.text(Bytes.of(bytes));
      }
    }
  }
}
