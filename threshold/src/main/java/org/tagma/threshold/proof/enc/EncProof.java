package org.tagma.threshold.proof.enc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.proof.Ranges;
import org.tagma.threshold.transcript.Challenge;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;

/**
 * Pi_enc: the prover knows a plaintext in +-2^(l+epsilon) of a ciphertext under its own key ({@code
 * spec/protocols.md} 1.4; CGGMP21 section 6.1).
 *
 * @param plaintextCommitment S = Com(k; mu)
 * @param maskCiphertext A = enc(a; r)
 * @param maskCommitment C = Com(a; g)
 * @param plaintextResponse z1 = a + ek
 * @param randomnessResponse z2 = r rho^e mod N0
 * @param openingResponse z3 = g + e mu
 */
public record EncProof(
    BigInteger plaintextCommitment,
    BigInteger maskCiphertext,
    BigInteger maskCommitment,
    BigInteger plaintextResponse,
    BigInteger randomnessResponse,
    BigInteger openingResponse) {
  /** Proves the statement to the keeper whose ring-Pedersen parameters are in it. */
  public static EncProof prove(
      ProofContext context, EncStatement statement, EncWitness witness, SecureRandom random) {
    PaillierPublicKey key = statement.key();
    RingPedersen verifier = statement.verifier();
    BigInteger n = key.modulus();
    BigInteger a = Ranges.MASK.sample(random);
    BigInteger mu = Ranges.SECRET.times(verifier.modulus()).sample(random);
    BigInteger r = key.randomUnit(random);
    BigInteger g = Ranges.MASK.times(verifier.modulus()).sample(random);
    BigInteger plaintextCommitment = verifier.commit(witness.plaintext(), mu);
    BigInteger maskCiphertext = key.encrypt(a, r);
    BigInteger maskCommitment = verifier.commit(a, g);
    BigInteger e =
        challenge(context, statement, plaintextCommitment, maskCiphertext, maskCommitment);
    return new EncProof(
        plaintextCommitment,
        maskCiphertext,
        maskCommitment,
        a.add(e.multiply(witness.plaintext())),
        r.multiply(witness.randomness().modPow(e, n)).mod(n),
        g.add(e.multiply(mu)));
  }

  /** Whether this proves the statement. */
  public boolean verify(ProofContext context, EncStatement statement) {
    if (!isWellFormed(statement)) {
      return false;
    }
    PaillierPublicKey key = statement.key();
    RingPedersen verifier = statement.verifier();
    BigInteger e =
        challenge(context, statement, plaintextCommitment, maskCiphertext, maskCommitment);
    // s^z1 t^z3 = C S^e and enc(z1; z2) = A (+) e (.) K
    return verifier
            .commit(plaintextResponse, openingResponse)
            .equals(verifier.shifted(maskCommitment, plaintextCommitment, e))
        && key.encrypt(plaintextResponse, randomnessResponse)
            .equals(key.add(maskCiphertext, key.multiply(e, statement.ciphertext())));
  }

  private boolean isWellFormed(EncStatement statement) {
    PaillierPublicKey key = statement.key();
    RingPedersen verifier = statement.verifier();
    return Ranges.MASK.contains(plaintextResponse)
        && Ranges.areWithinTwice(Ranges.MASK.times(verifier.modulus()), openingResponse)
        && key.isUnit(randomnessResponse)
        && key.areCiphertexts(statement.ciphertext(), maskCiphertext)
        && verifier.areUnits(plaintextCommitment, maskCommitment);
  }

  private static BigInteger challenge(
      ProofContext context, EncStatement statement, BigInteger s, BigInteger a, BigInteger c) {
    return Challenge.of(
            "enc", context, statement.toTlv(), Tlv.of().integer(s).integer(a).integer(c))
        .integer();
  }

  /** The proof as JSON. */
  public ObjectNode toJson() {
    return new ProofBody()
        .integer("S", plaintextCommitment)
        .integer("A", maskCiphertext)
        .integer("C", maskCommitment)
        .integer("z1", plaintextResponse)
        .integer("z2", randomnessResponse)
        .integer("z3", openingResponse)
        .toJson();
  }

  /** Reads {@link #toJson} strictly. */
  public static EncProof read(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    EncProof proof =
        new EncProof(
            m.bigInteger("S"),
            m.bigInteger("A"),
            m.bigInteger("C"),
            m.bigInteger("z1"),
            m.bigInteger("z2"),
            m.bigInteger("z3"));
    m.end();
    return proof;
  }
}
