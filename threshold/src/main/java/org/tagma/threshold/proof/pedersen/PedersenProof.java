package org.tagma.threshold.proof.pedersen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Challenge;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;

/**
 * Pi_ped: the prover knows s and l in T = sG + lH ({@code spec/protocols.md} 1.4).
 *
 * @param commitment A = aG + bH
 * @param value u = a + es
 * @param blinding v = b + el
 */
public record PedersenProof(Point commitment, Scalar value, Scalar blinding) {
  /** Proves the statement to everybody. */
  public static PedersenProof prove(
      ProofContext context,
      PedersenStatement statement,
      PedersenWitness witness,
      SecureRandom random) {
    Curve curve = statement.commitment().curve();
    try (SecretScalar a = SecretScalar.random(curve, random);
        SecretScalar b = SecretScalar.random(curve, random)) {
      Point commitment = new PedersenWitness(a, b).commitment();
      Scalar e = challenge(context, statement, commitment);
      try (SecretScalar maskedValue = witness.value().times(e);
          SecretScalar maskedBlinding = witness.blinding().times(e);
          SecretScalar value = a.plus(maskedValue);
          SecretScalar blinding = b.plus(maskedBlinding)) {
        return new PedersenProof(commitment, value.disclose(), blinding.disclose());
      }
    }
  }

  /** Whether this proves the statement. */
  public boolean verify(ProofContext context, PedersenStatement statement) {
    Point t = statement.commitment();
    if (t.isIdentity() || commitment.isIdentity()) {
      return false; // neither can be encoded, so neither was ever sent
    }
    Scalar e = challenge(context, statement, commitment);
    // uG + vH = A + eT
    return commitment.plus(t.times(e)).equals(opened(value, blinding));
  }

  private static Point opened(Scalar value, Scalar blinding) {
    Curve curve = value.curve();
    return curve.multiplyAdd(value, curve.generator(), blinding, PedersenGenerator.of(curve));
  }

  private static Scalar challenge(
      ProofContext context, PedersenStatement statement, Point commitment) {
    return Challenge.of("ped", context, statement.toTlv(), Tlv.of().point(commitment))
        .scalar(commitment.curve());
  }

  /** The proof as JSON. */
  public ObjectNode toJson() {
    return new ProofBody().point("A", commitment).scalar("u", value).scalar("v", blinding).toJson();
  }

  /** Reads {@link #toJson} strictly. */
  public static PedersenProof read(Curve curve, JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    PedersenProof proof =
        new PedersenProof(m.point("A", curve), m.scalar("u", curve), m.scalar("v", curve));
    m.end();
    return proof;
  }
}
