package org.tagma.threshold.proof.pedersenequality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.proof.pedersen.PedersenGenerator;
import org.tagma.threshold.proof.pedersen.PedersenWitness;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Challenge;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;

/**
 * Pi_ped-eq: the prover knows s and l in T = sG + lH, and S = sR ({@code spec/protocols.md} 1.4).
 *
 * @param commitment A = aG + bH
 * @param mask B = aR
 * @param value u = a + es
 * @param blinding v = b + el
 */
public record PedersenEqualityProof(Point commitment, Point mask, Scalar value, Scalar blinding) {
  /** Proves the statement to everybody. */
  public static PedersenEqualityProof prove(
      ProofContext context,
      PedersenEqualityStatement statement,
      PedersenWitness witness,
      SecureRandom random) {
    Curve curve = statement.commitment().curve();
    try (SecretScalar a = SecretScalar.random(curve, random);
        SecretScalar b = SecretScalar.random(curve, random)) {
      Point commitment = new PedersenWitness(a, b).commitment();
      Point mask = a.times(statement.base());
      Scalar e = challenge(context, statement, commitment, mask);
      try (SecretScalar maskedValue = witness.value().times(e);
          SecretScalar maskedBlinding = witness.blinding().times(e);
          SecretScalar value = a.plus(maskedValue);
          SecretScalar blinding = b.plus(maskedBlinding)) {
        return new PedersenEqualityProof(commitment, mask, value.disclose(), blinding.disclose());
      }
    }
  }

  /** Whether this proves the statement. */
  public boolean verify(ProofContext context, PedersenEqualityStatement statement) {
    if (statement.commitment().isIdentity()
        || statement.base().isIdentity()
        || statement.point().isIdentity()
        || commitment.isIdentity()
        || mask.isIdentity()) {
      return false; // none of them can be encoded, so none was ever sent
    }
    Curve curve = statement.commitment().curve();
    Scalar e = challenge(context, statement, commitment, mask);
    // uG + vH = A + eT and uR = B + eS
    return curve
            .multiplyAdd(value, curve.generator(), blinding, PedersenGenerator.of(curve))
            .equals(commitment.plus(statement.commitment().times(e)))
        && mask.equals(curve.multiplyAdd(value, statement.base(), e.negate(), statement.point()));
  }

  private static Scalar challenge(
      ProofContext context, PedersenEqualityStatement statement, Point commitment, Point mask) {
    return Challenge.of(
            "ped-eq", context, statement.toTlv(), Tlv.of().point(commitment).point(mask))
        .scalar(commitment.curve());
  }

  /** The proof as JSON. */
  public ObjectNode toJson() {
    return new ProofBody()
        .point("A", commitment)
        .point("B", mask)
        .scalar("u", value)
        .scalar("v", blinding)
        .toJson();
  }

  /** Reads {@link #toJson} strictly. */
  public static PedersenEqualityProof read(Curve curve, JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    PedersenEqualityProof proof =
        new PedersenEqualityProof(
            m.point("A", curve), m.point("B", curve), m.scalar("u", curve), m.scalar("v", curve));
    m.end();
    return proof;
  }
}
