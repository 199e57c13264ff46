package org.tagma.threshold.proof.affp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.proof.affine.AffineCommitment;
import org.tagma.threshold.proof.affine.AffineMasks;
import org.tagma.threshold.proof.affine.AffineResponse;
import org.tagma.threshold.transcript.Challenge;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;

/**
 * Pi_aff-p: the prover multiplied another keeper's plaintext by what it encrypted as X and added
 * what it encrypted as Y, both in range ({@code spec/protocols.md} 1.4; CGGMP21 figure 26).
 *
 * @param factorMask Bx = enc_N1(a; r_x)
 * @param commitment the rest of the prover's first move
 * @param response the prover's answer
 * @param factorRandomness wx = r_x rho_x^e mod N1
 */
public record AffpProof(
    BigInteger factorMask,
    AffineCommitment commitment,
    AffineResponse response,
    BigInteger factorRandomness) {
  /** Proves the statement to the keeper whose ring-Pedersen parameters are in it. */
  public static AffpProof prove(
      ProofContext context, AffpStatement statement, AffpWitness witness, SecureRandom random) {
    PaillierPublicKey prover = statement.operation().prover();
    BigInteger n1 = prover.modulus();
    AffineMasks masks = AffineMasks.sample(statement.operation(), random);
    BigInteger rx = prover.randomUnit(random);
    BigInteger factorMask = prover.encrypt(masks.a(), rx);
    AffineCommitment commitment = masks.commit(statement.operation(), witness.operation());
    BigInteger e = challenge(context, statement, factorMask, commitment);
    return new AffpProof(
        factorMask,
        commitment,
        masks.respond(statement.operation(), witness.operation(), e),
        rx.multiply(witness.factorRandomness().modPow(e, n1)).mod(n1));
  }

  /** Whether this proves the statement. */
  public boolean verify(ProofContext context, AffpStatement statement) {
    PaillierPublicKey prover = statement.operation().prover();
    if (!prover.isUnit(factorRandomness)
        || !prover.areCiphertexts(statement.factor(), factorMask)
        || !response.isWellFormed(statement.operation(), commitment)) {
      return false;
    }
    BigInteger e = challenge(context, statement, factorMask, commitment);
    // enc_N1(z1; wx) = Bx (+) e (.) X
    return response.satisfies(statement.operation(), commitment, e)
        && prover
            .encrypt(response.factor(), factorRandomness)
            .equals(prover.add(factorMask, prover.multiply(e, statement.factor())));
  }

  private static BigInteger challenge(
      ProofContext context, AffpStatement statement, BigInteger factorMask, AffineCommitment c) {
    return Challenge.of("aff-p", context, statement.toTlv(), c.toTlv(Tlv.of().integer(factorMask)))
        .integer();
  }

  /** The proof as JSON. */
  public ObjectNode toJson() {
    ProofBody body = new ProofBody().integer("Bx", factorMask).integer("wx", factorRandomness);
    return response.write(commitment.write(body)).toJson();
  }

  /** Reads {@link #toJson} strictly. */
  public static AffpProof read(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    AffpProof proof =
        new AffpProof(
            m.bigInteger("Bx"),
            AffineCommitment.read(m),
            AffineResponse.read(m),
            m.bigInteger("wx"));
    m.end();
    return proof;
  }
}
