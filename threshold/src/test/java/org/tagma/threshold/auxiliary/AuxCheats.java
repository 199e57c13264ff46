package org.tagma.threshold.auxiliary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tagma.threshold.moduli.AuxParameters;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.proof.prm.PrmProof;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;

/** How a keeper lies about its moduli: for the contract test, and for keepers of the lab. */
public final class AuxCheats {
  private static final Bytes ZEROS = Bytes.of(new byte[32]);
  private static final BigInteger ONE = BigInteger.ONE;

  private AuxCheats() {}

  /** One for each rule. */
  public static Map<AuxRule, Cheat> byRule(int liar) {
    Map<AuxRule, Cheat> cheats = new EnumMap<>(AuxRule.class);
    cheats.put(AuxRule.COMMITMENT, in(AuxSetup.OPEN, body -> body.put("u", zeros())));
    cheats.put(AuxRule.PARAMETERS, opens(liar, set -> madeUp(set.modulusBits() - 2)));
    cheats.put(AuxRule.PRM, opens(liar, set -> madeUp(set.modulusBits())));
    cheats.put(
        AuxRule.MOD,
        in(
            AuxSetup.PROVE,
            body -> ((ObjectNode) body.get("modN")).put("w", text(BigInteger.ZERO))));
    cheats.put(AuxRule.FAC, in(AuxSetup.PROVE, body -> ((ArrayNode) body.get("fac")).remove(0)));
    cheats.put(AuxRule.BUNDLE, in(AuxSetup.CERTIFY, body -> body.put("bundleHash", zeros())));
    return cheats;
  }

  static Cheat in(int round, Consumer<ObjectNode> change) {
    return (session, number, body) -> {
      if (number == round) {
        change.accept(body);
      }
    };
  }

  /** Commits to parameters of the keeper's own invention, and opens them. */
  private static Cheat opens(int liar, Function<ParameterSet, AuxParameters> parameters) {
    return (session, round, body) -> {
      AuxOpen open = open(parameters.apply(AuxEpoch.of(session).set()), zeroProof());
      tell(liar, open, session, round, body);
    };
  }

  /** In the first two rounds says what belongs to {@code open}. */
  static void tell(int liar, AuxOpen open, Session session, int round, ObjectNode body) {
    if (round == AuxSetup.COMMIT) {
      body.put("V", open.commitment(session.sid(), liar).base64Url());
    } else if (round == AuxSetup.OPEN) {
      body.setAll(open.toBody());
    }
  }

  static AuxOpen open(AuxParameters parameters, PrmProof prm) {
    return new AuxOpen(parameters, prm, ZEROS, ZEROS);
  }

  private static PrmProof zeroProof() {
    List<BigInteger> zeros = Collections.nCopies(ParameterSet.REPETITIONS, BigInteger.ZERO);
    return new PrmProof(zeros, zeros);
  }

  /** Numbers that nobody has factored for this. */
  private static AuxParameters madeUp(int bits) {
    BigInteger n = ONE.shiftLeft(bits - 1).add(ONE);
    BigInteger nhat = n.add(BigInteger.TWO);
    return new AuxParameters(
        new PaillierPublicKey(n), new RingPedersen(nhat, BigInteger.TWO, BigInteger.valueOf(4)));
  }

  static String text(BigInteger value) {
    return Tlv.of().integer(value).base64Url();
  }

  static String zeros() {
    return ZEROS.base64Url();
  }
}
