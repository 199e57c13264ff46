package org.tagma.threshold.proof;

import java.math.BigInteger;
import java.util.List;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.paillier.Interval;
import org.tagma.threshold.paillier.ParameterSet;

/**
 * The ranges that the Paillier proofs draw from and check ({@code spec/protocols.md} 1.4).
 *
 * <p>Some responses have no range in the protocol. They have one here: no honest prover exceeds it,
 * and no dishonest one makes a verifier raise anything to more than that.
 */
public final class Ranges {
  /** +-2^l: a secret. */
  public static final Interval SECRET = Interval.ofBits(ParameterSet.L);

  /** +-2^(l+epsilon): the mask of a secret, and a masked secret. */
  public static final Interval MASK = Interval.ofBits(ParameterSet.L + ParameterSet.EPSILON);

  /** +-2^l': an additive mask of multiplicative-to-additive conversion. */
  public static final Interval ADDEND = Interval.ofBits(ParameterSet.L_PRIME);

  /** +-2^(l'+epsilon): the mask of such a mask, and a masked one. */
  public static final Interval ADDEND_MASK =
      Interval.ofBits(ParameterSet.L_PRIME + ParameterSet.EPSILON);

  private Ranges() {}

  /** Whether all {@code z} are at most twice the bound of {@code mask}: honest responses are. */
  public static boolean areWithinTwice(Interval mask, BigInteger... z) {
    Interval twice = mask.times(BigInteger.TWO);
    return List.of(z).stream().allMatch(twice::contains);
  }

  /** Any integer modulo the order of a curve: only after it has been checked as an integer. */
  public static Scalar modOrder(Curve curve, BigInteger z) {
    return curve.scalar(z.mod(curve.order()));
  }
}
