package org.tagma.threshold.proof.logstar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.proof.Ranges;
import org.tagma.threshold.transcript.Challenge;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;

/**
 * Pi_log*: the prover knows a plaintext x in +-2^(l+epsilon) of a ciphertext under its own key, and
 * X = xB ({@code spec/protocols.md} 1.4; CGGMP21 figure 25).
 *
 * @param plaintextCommitment S = Com(x; mu)
 * @param maskCiphertext A = enc(a; r)
 * @param maskPoint Y = aB
 * @param maskCommitment D = Com(a; g)
 * @param plaintextResponse z1 = a + ex
 * @param randomnessResponse z2 = r rho^e mod N0
 * @param openingResponse z3 = g + e mu
 */
public record LogstarProof(
    BigInteger plaintextCommitment,
    BigInteger maskCiphertext,
    Point maskPoint,
    BigInteger maskCommitment,
    BigInteger plaintextResponse,
    BigInteger randomnessResponse,
    BigInteger openingResponse) {
  /** Proves the statement to the keeper whose ring-Pedersen parameters are in it. */
  public static LogstarProof prove(
      ProofContext context,
      LogstarStatement statement,
      LogstarWitness witness,
      SecureRandom random) {
    PaillierPublicKey key = statement.key();
    RingPedersen verifier = statement.verifier();
    BigInteger n = key.modulus();
    BigInteger a = Ranges.MASK.sample(random);
    BigInteger mu = Ranges.SECRET.times(verifier.modulus()).sample(random);
    BigInteger r = key.randomUnit(random);
    BigInteger g = Ranges.MASK.times(verifier.modulus()).sample(random);
    BigInteger plaintextCommitment = verifier.commit(witness.plaintext(), mu);
    BigInteger maskCiphertext = key.encrypt(a, r);
    Point maskPoint = statement.base().timesSecret(Ranges.modOrder(statement.base().curve(), a));
    BigInteger maskCommitment = verifier.commit(a, g);
    BigInteger e =
        challenge(
                context, statement, plaintextCommitment, maskCiphertext, maskPoint, maskCommitment)
            .integer();
    return new LogstarProof(
        plaintextCommitment,
        maskCiphertext,
        maskPoint,
        maskCommitment,
        a.add(e.multiply(witness.plaintext())),
        r.multiply(witness.randomness().modPow(e, n)).mod(n),
        g.add(e.multiply(mu)));
  }

  /** Whether this proves the statement. */
  public boolean verify(ProofContext context, LogstarStatement statement) {
    if (!isWellFormed(statement)) {
      return false;
    }
    PaillierPublicKey key = statement.key();
    RingPedersen verifier = statement.verifier();
    Challenge challenge =
        challenge(
            context, statement, plaintextCommitment, maskCiphertext, maskPoint, maskCommitment);
    BigInteger e = challenge.integer();
    Curve curve = statement.base().curve();
    // z1 B = Y + eX, s^z1 t^z3 = D S^e and enc(z1; z2) = A (+) e (.) C
    return maskPoint.equals(
            curve.multiplyAdd(
                Ranges.modOrder(curve, plaintextResponse),
                statement.base(),
                challenge.scalar(curve).negate(),
                statement.point()))
        && verifier
            .commit(plaintextResponse, openingResponse)
            .equals(verifier.shifted(maskCommitment, plaintextCommitment, e))
        && key.encrypt(plaintextResponse, randomnessResponse)
            .equals(key.add(maskCiphertext, key.multiply(e, statement.ciphertext())));
  }

  private boolean isWellFormed(LogstarStatement statement) {
    PaillierPublicKey key = statement.key();
    RingPedersen verifier = statement.verifier();
    return !statement.point().isIdentity()
        && !statement.base().isIdentity()
        && !maskPoint.isIdentity()
        && Ranges.MASK.contains(plaintextResponse)
        && Ranges.areWithinTwice(Ranges.MASK.times(verifier.modulus()), openingResponse)
        && key.isUnit(randomnessResponse)
        && key.areCiphertexts(statement.ciphertext(), maskCiphertext)
        && verifier.areUnits(plaintextCommitment, maskCommitment);
  }

  private static Challenge challenge(
      ProofContext context,
      LogstarStatement statement,
      BigInteger s,
      BigInteger a,
      Point y,
      BigInteger d) {
    return Challenge.of(
        "log*", context, statement.toTlv(), Tlv.of().integer(s).integer(a).point(y).integer(d));
  }

  /** The proof as JSON. */
  public ObjectNode toJson() {
    return new ProofBody()
        .integer("S", plaintextCommitment)
        .integer("A", maskCiphertext)
        .point("Y", maskPoint)
        .integer("D", maskCommitment)
        .integer("z1", plaintextResponse)
        .integer("z2", randomnessResponse)
        .integer("z3", openingResponse)
        .toJson();
  }

  /** Reads {@link #toJson} strictly. */
  public static LogstarProof read(Curve curve, JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    LogstarProof proof =
        new LogstarProof(
            m.bigInteger("S"),
            m.bigInteger("A"),
            m.point("Y", curve),
            m.bigInteger("D"),
            m.bigInteger("z1"),
            m.bigInteger("z2"),
            m.bigInteger("z3"));
    m.end();
    return proof;
  }
}
