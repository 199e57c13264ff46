package org.tagma.threshold.proof.affg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.proof.Ranges;
import org.tagma.threshold.proof.affine.AffineCommitment;
import org.tagma.threshold.proof.affine.AffineMasks;
import org.tagma.threshold.proof.affine.AffineResponse;
import org.tagma.threshold.proof.affine.AffineWitness;
import org.tagma.threshold.transcript.Challenge;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;

/**
 * Pi_aff-g: the prover multiplied another keeper's plaintext by the logarithm of X and added what
 * it encrypted as Y, both in range ({@code spec/protocols.md} 1.4; CGGMP21 figure 25).
 *
 * @param factorMask Bx = aG
 * @param commitment the rest of the prover's first move
 * @param response the prover's answer
 */
public record AffgProof(Point factorMask, AffineCommitment commitment, AffineResponse response) {
  /** Proves the statement to the keeper whose ring-Pedersen parameters are in it. */
  public static AffgProof prove(
      ProofContext context, AffgStatement statement, AffineWitness witness, SecureRandom random) {
    AffineMasks masks = AffineMasks.sample(statement.operation(), random);
    Curve curve = statement.point().curve();
    Point factorMask = curve.generator().timesSecret(Ranges.modOrder(curve, masks.a()));
    AffineCommitment commitment = masks.commit(statement.operation(), witness);
    Challenge challenge = challenge(context, statement, factorMask, commitment);
    return new AffgProof(
        factorMask, commitment, masks.respond(statement.operation(), witness, challenge.integer()));
  }

  /** Whether this proves the statement. */
  public boolean verify(ProofContext context, AffgStatement statement) {
    if (statement.point().isIdentity()
        || factorMask.isIdentity()
        || !response.isWellFormed(statement.operation(), commitment)) {
      return false;
    }
    Challenge challenge = challenge(context, statement, factorMask, commitment);
    Curve curve = statement.point().curve();
    // z1 G = Bx + eX
    return factorMask.equals(
            curve.multiplyAdd(
                Ranges.modOrder(curve, response.factor()),
                curve.generator(),
                challenge.scalar(curve).negate(),
                statement.point()))
        && response.satisfies(statement.operation(), commitment, challenge.integer());
  }

  private static Challenge challenge(
      ProofContext context, AffgStatement statement, Point factorMask, AffineCommitment c) {
    return Challenge.of("aff-g", context, statement.toTlv(), c.toTlv(Tlv.of().point(factorMask)));
  }

  /** The proof as JSON. */
  public ObjectNode toJson() {
    return response.write(commitment.write(new ProofBody().point("Bx", factorMask))).toJson();
  }

  /** Reads {@link #toJson} strictly. */
  public static AffgProof read(Curve curve, JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    AffgProof proof =
        new AffgProof(m.point("Bx", curve), AffineCommitment.read(m), AffineResponse.read(m));
    m.end();
    return proof;
  }
}
