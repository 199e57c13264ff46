package org.tagma.threshold.proof.fac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.paillier.Interval;
import org.tagma.threshold.paillier.PrimeFactors;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.proof.Ranges;
import org.tagma.threshold.transcript.Challenge;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.ProofContext;

/**
 * Pi_fac: the prover knows two factors of N0, neither larger than 2^(l+epsilon) sqrt(N0), so that
 * none is small ({@code spec/protocols.md} 1.4; CGGMP24 figure 26). It says something only together
 * with Pi_mod and a check of the size of N0.
 *
 * @param commitment the prover's first move
 * @param first z1 = a + ep
 * @param second z2 = b + eq
 * @param firstOpening w1 = x + e mu
 * @param secondOpening w2 = y + e nu
 * @param productOpening v = r - e nu p, a signed number
 */
public record FacProof(
    FacCommitment commitment,
    BigInteger first,
    BigInteger second,
    BigInteger firstOpening,
    BigInteger secondOpening,
    BigInteger productOpening) {
  /** Proves the statement to the keeper whose ring-Pedersen parameters are in it. */
  public static FacProof prove(
      ProofContext context, FacStatement statement, PrimeFactors witness, SecureRandom random) {
    return prove(context, statement, witness.p(), witness.q(), random);
  }

  /** With any two factors, as a dishonest prover might have them. */
  static FacProof prove(
      ProofContext context,
      FacStatement statement,
      BigInteger p,
      BigInteger q,
      SecureRandom random) {
    RingPedersen verifier = statement.verifier();
    Interval openingMasks = Ranges.MASK.times(verifier.modulus());
    BigInteger a = factors(statement).sample(random);
    BigInteger b = factors(statement).sample(random);
    BigInteger mu = Ranges.SECRET.times(verifier.modulus()).sample(random);
    BigInteger nu = Ranges.SECRET.times(verifier.modulus()).sample(random);
    BigInteger r = openingMasks.times(statement.modulus()).sample(random);
    BigInteger x = openingMasks.sample(random);
    BigInteger y = openingMasks.sample(random);
    BigInteger second = verifier.commit(q, nu);
    FacCommitment commitment =
        new FacCommitment(
            verifier.commit(p, mu),
            second,
            verifier.commit(a, x),
            verifier.commit(b, y),
            verifier.shifted(verifier.commit(BigInteger.ZERO, r), second, a));
    BigInteger e = challenge(context, statement, commitment);
    return new FacProof(
        commitment,
        a.add(e.multiply(p)),
        b.add(e.multiply(q)),
        x.add(e.multiply(mu)),
        y.add(e.multiply(nu)),
        r.subtract(e.multiply(nu).multiply(p)));
  }

  /** Whether this proves the statement. */
  public boolean verify(ProofContext context, FacStatement statement) {
    if (!isWellFormed(statement)) {
      return false;
    }
    RingPedersen verifier = statement.verifier();
    FacCommitment c = commitment;
    BigInteger e = challenge(context, statement, c);
    // s^z1 t^w1 = A P^e, s^z2 t^w2 = B Q^e and Q^z1 t^v = T (s^N0)^e
    return verifier
            .commit(first, firstOpening)
            .equals(verifier.shifted(c.firstMask(), c.first(), e))
        && verifier
            .commit(second, secondOpening)
            .equals(verifier.shifted(c.secondMask(), c.second(), e))
        && verifier
            .shifted(verifier.commit(BigInteger.ZERO, productOpening), c.second(), first)
            .equals(
                c.productMask()
                    .multiply(verifier.commit(statement.modulus().multiply(e), BigInteger.ZERO))
                    .mod(verifier.modulus()));
  }

  private boolean isWellFormed(FacStatement statement) {
    RingPedersen verifier = statement.verifier();
    Interval openings = Ranges.MASK.times(verifier.modulus());
    return statement.modulus().signum() > 0
        && factors(statement).contains(first)
        && factors(statement).contains(second)
        && Ranges.areWithinTwice(openings, firstOpening, secondOpening)
        && Ranges.areWithinTwice(openings.times(statement.modulus()), productOpening)
        && verifier.areUnits(
            commitment.first(),
            commitment.second(),
            commitment.firstMask(),
            commitment.secondMask(),
            commitment.productMask());
  }

  /** +-2^(l+epsilon) sqrt(N0). */
  private static Interval factors(FacStatement statement) {
    return Ranges.MASK.times(statement.modulus().sqrt());
  }

  private static BigInteger challenge(
      ProofContext context, FacStatement statement, FacCommitment commitment) {
    return Challenge.of("fac", context, statement.toTlv(), commitment.toTlv()).integer();
  }

  /** The proof as JSON. */
  public ObjectNode toJson() {
    return new ProofBody()
        .integer("P", commitment.first())
        .integer("Q", commitment.second())
        .integer("A", commitment.firstMask())
        .integer("B", commitment.secondMask())
        .integer("T", commitment.productMask())
        .integer("z1", first)
        .integer("z2", second)
        .integer("w1", firstOpening)
        .integer("w2", secondOpening)
        .integer("v", productOpening)
        .toJson();
  }

  /** Reads {@link #toJson} strictly. */
  public static FacProof read(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    FacProof proof =
        new FacProof(
            new FacCommitment(
                m.bigInteger("P"),
                m.bigInteger("Q"),
                m.bigInteger("A"),
                m.bigInteger("B"),
                m.bigInteger("T")),
            m.bigInteger("z1"),
            m.bigInteger("z2"),
            m.bigInteger("w1"),
            m.bigInteger("w2"),
            m.bigInteger("v"));
    m.end();
    return proof;
  }
}
