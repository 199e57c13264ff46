package org.tagma.threshold.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.paillier.Interval;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.transcript.TlvReader;

/** No proof survives a change: of an element, of a list, or of where it is shown. */
class MutatedProofsTest {
  private static final Seed SEED = new Seed("MutatedProofsTest");
  private static final ProofContext CONTEXT = context(1, 3, "00", "00");
  private static final List<ProvedCase> CASES =
      ProvedCase.all(CONTEXT, Curve.named("SECP256K1"), SEED);

  static Stream<ProvedCase> cases() {
    return CASES.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aGoodProofIsAcceptedAndNoOtherFormOfIt(ProvedCase proved) {
    assertTrue(proved.accepts(CONTEXT, proved.proof()), SEED::toString);
    assertRejected(proved, "another member", body -> body.put("more", 1));
    for (String name : names(proved)) {
      assertRejected(proved, "no " + name, body -> body.remove(name));
      assertRejected(proved, "a number for " + name, body -> body.put(name, 1));
      assertRejected(proved, "null for " + name, body -> body.putNull(name));
    }
  }

  @Test
  void proofsOnP256AreAcceptedToo() {
    for (ProvedCase proved : ProvedCase.all(CONTEXT, Curve.named("P256"), SEED)) {
      assertTrue(proved.accepts(CONTEXT, proved.proof()), proved::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isNoProofForAnotherSessionProverVerifierOrRound(ProvedCase proved) {
    for (ProofContext other :
        List.of(
            context(2, 3, "00", "00"),
            context(1, 0, "00", "00"),
            context(1, 2, "00", "00"),
            context(1, 3, "01", "00"),
            context(1, 3, "00", "01"),
            new ProofContext("other", CONTEXT.sid(), 1, 3, CONTEXT.bind()))) {
      assertFalse(proved.accepts(other, proved.proof()), other::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noResidueCanBeReplaced(ProvedCase proved) {
    proved
        .moduli()
        .forEach(
            (name, modulus) -> {
              if (proved.proof().get(name).isArray()) {
                for (int at : new int[] {0, 127}) {
                  for (BigInteger bad : badResidues(modulus, integer(at(proved, name, at)))) {
                    assertRejected(
                        proved,
                        name + "[" + at + "] = " + bad,
                        body -> ((ArrayNode) body.get(name)).set(at, text(bad)));
                  }
                }
              } else {
                for (BigInteger bad : badResidues(modulus, integer(proved.proof().get(name)))) {
                  assertRejected(proved, name + " = " + bad, body -> body.set(name, text(bad)));
                }
              }
            });
  }

  /** 0, 1, N-1, N, a factor, and the same residue and its opposite written otherwise. */
  private static List<BigInteger> badResidues(BigInteger modulus, BigInteger value) {
    BigInteger factor =
        Stream.of(ProvedCase.PROVER, ProvedCase.RECEIVER)
            .map(key -> key.factors().p())
            .filter(p -> modulus.mod(p).signum() == 0)
            .findFirst()
            .orElse(ProvedCase.VERIFIER.factors().p());
    return List.of(
        BigInteger.ZERO,
        BigInteger.ONE,
        modulus.subtract(BigInteger.ONE),
        modulus,
        factor,
        value.add(modulus),
        value.subtract(modulus),
        value.negate(),
        modulus.subtract(value),
        value.add(BigInteger.ONE));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noIntegerCanBeReplacedNorLeaveItsRange(ProvedCase proved) {
    proved
        .intervals()
        .forEach(
            (name, interval) -> {
              BigInteger value = integer(proved.proof().get(name));
              assertTrue(interval.contains(value), name);
              for (BigInteger bad : badIntegers(interval, value)) {
                assertRejected(proved, name + " = " + bad, body -> body.set(name, text(bad)));
              }
            });
  }

  private static List<BigInteger> badIntegers(Interval interval, BigInteger value) {
    BigInteger beyond = interval.bound().add(BigInteger.ONE);
    return List.of(
        value.add(BigInteger.ONE),
        value.subtract(BigInteger.ONE),
        value.negate(),
        BigInteger.ZERO,
        beyond,
        beyond.negate(),
        BigInteger.ONE.shiftLeft(1_000_000),
        BigInteger.ONE.shiftLeft(1_000_000).negate());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noPointCanBeReplaced(ProvedCase proved) {
    Curve curve = Curve.named("SECP256K1");
    for (String name : proved.points()) {
      String generator = Bytes.of(curve.generator().encode()).base64Url();
      assertRejected(proved, "generator", body -> body.put(name, generator));
      byte[] opposite = bytes(proved, name);
      opposite[0] ^= 1;
      assertRejected(proved, "opposite", body -> body.put(name, Bytes.of(opposite).base64Url()));
      assertRejected(proved, "identity", body -> body.put(name, "AA"));
      byte[] infinity = new byte[33];
      assertRejected(proved, "zeros", body -> body.put(name, Bytes.of(infinity).base64Url()));
    }
  }

  @Test
  void theListsOfPrmHaveExactlyTheRightLength() {
    for (String name : List.of("A", "z")) {
      assertListIsExact(CASES.get(5), name);
    }
    assertRejected(
        CASES.get(5),
        "both empty",
        body -> {
          body.putArray("A");
          body.putArray("z");
        });
    assertRejected(
        CASES.get(5),
        "both one short",
        body -> {
          ((ArrayNode) body.get("A")).remove(127);
          ((ArrayNode) body.get("z")).remove(127);
        });
  }

  @Test
  void theListOfModHasExactlyTheRightLengthAndGoodRoots() {
    ProvedCase mod = CASES.get(6);
    assertListIsExact(mod, "roots");
    BigInteger n = ProvedCase.PROVER.modulus();
    for (String member : List.of("x", "z")) {
      for (int at : new int[] {0, 127}) {
        BigInteger value = integer(at(mod, "roots", at).get(member));
        for (BigInteger bad : badResidues(n, value)) {
          boolean sameFourthPower =
              member.equals("x") && bad.equals(n.subtract(value)); // (-x)^4 is x^4
          assertEquals(
              sameFourthPower,
              mod.accepts(
                  CONTEXT,
                  changed(
                      mod,
                      body -> ((ObjectNode) body.get("roots").get(at)).set(member, text(bad)))),
              member + " = " + bad);
        }
      }
    }
    for (String bit : List.of("a", "b")) {
      int value = at(mod, "roots", 0).get(bit).intValue();
      for (int bad : new int[] {1 - value, 2, -1}) {
        assertRejected(
            mod, bit + " = " + bad, body -> ((ObjectNode) body.get("roots").get(0)).put(bit, bad));
      }
    }
  }

  @Test
  void responsesOfPrmAreReduced() {
    ProvedCase prm = CASES.get(5);
    BigInteger value = integer(at(prm, "z", 0));
    BigInteger phi = ProvedCase.VERIFIER.factors().phi();
    for (BigInteger bad :
        List.of(
            value.subtract(phi), // the same power of t
            value.add(phi.multiply(BigInteger.TWO)),
            value.add(BigInteger.ONE),
            BigInteger.ONE.shiftLeft(1_000_000))) {
      assertRejected(prm, "z = " + bad, body -> ((ArrayNode) body.get("z")).set(0, text(bad)));
    }
  }

  private static void assertListIsExact(ProvedCase proved, String name) {
    assertRejected(proved, name + " empty", body -> body.putArray(name));
    assertRejected(proved, name + " short", body -> ((ArrayNode) body.get(name)).remove(127));
    assertRejected(proved, name + " cut to one", body -> cut(body, name));
    assertRejected(
        proved,
        name + " long",
        body -> ((ArrayNode) body.get(name)).add(body.get(name).get(0).deepCopy()));
    assertRejected(
        proved,
        name + " swapped",
        body -> {
          ArrayNode list = (ArrayNode) body.get(name);
          JsonNode first = list.get(0);
          list.set(0, list.get(1));
          list.set(1, first);
        });
  }

  private static void cut(ObjectNode body, String name) {
    JsonNode first = body.get(name).get(0);
    body.putArray(name).add(first);
  }

  private static void assertRejected(ProvedCase proved, String what, Consumer<ObjectNode> change) {
    assertFalse(proved.accepts(CONTEXT, changed(proved, change)), proved.name() + ": " + what);
  }

  private static ObjectNode changed(ProvedCase proved, Consumer<ObjectNode> change) {
    ObjectNode body = proved.proof().deepCopy();
    change.accept(body);
    return body;
  }

  private static Set<String> names(ProvedCase proved) {
    Set<String> names = new TreeSet<>();
    proved.proof().fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode at(ProvedCase proved, String name, int at) {
    return proved.proof().get(name).get(at);
  }

  private static byte[] bytes(ProvedCase proved, String name) {
    try {
      return Bytes.fromBase64Url(proved.proof().get(name).textValue()).toArray();
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
  }

  private static BigInteger integer(JsonNode node) {
    try {
      return new TlvReader(Bytes.fromBase64Url(node.textValue())).integer();
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
  }

  private static TextNode text(BigInteger value) {
    return TextNode.valueOf(Tlv.of().integer(value).base64Url());
  }

  private static ProofContext context(int prover, int verifier, String sid, String bind) {
    return new ProofContext(
        "secp256k1-sha512-p112",
        Bytes.fromHex(sid.repeat(32)),
        prover,
        verifier,
        Bytes.fromHex(bind.repeat(32)));
  }
}
