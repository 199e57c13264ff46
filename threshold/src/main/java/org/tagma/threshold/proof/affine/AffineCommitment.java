package org.tagma.threshold.proof.affine;

import java.math.BigInteger;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Tlv;

/**
 * The prover's first move.
 *
 * @param mask A = a (.) C (+) enc_N0(b; r)
 * @param addendMask By = enc_N1(b; r_y)
 * @param factorMaskCommitment E = Com(a; g)
 * @param factorCommitment S = Com(x; m)
 * @param addendMaskCommitment F = Com(b; d)
 * @param addendCommitment T = Com(y; mu)
 */
public record AffineCommitment(
    BigInteger mask,
    BigInteger addendMask,
    BigInteger factorMaskCommitment,
    BigInteger factorCommitment,
    BigInteger addendMaskCommitment,
    BigInteger addendCommitment) {
  /** The items of the commitment with Bx, one item, in its place. */
  public Tlv toTlv(Tlv factorMask) {
    return Tlv.of()
        .integer(mask)
        .append(factorMask)
        .integer(addendMask)
        .integer(factorMaskCommitment)
        .integer(factorCommitment)
        .integer(addendMaskCommitment)
        .integer(addendCommitment);
  }

  /** Adds the members to a proof. */
  public ProofBody write(ProofBody body) {
    return body.integer("A", mask)
        .integer("By", addendMask)
        .integer("E", factorMaskCommitment)
        .integer("S", factorCommitment)
        .integer("F", addendMaskCommitment)
        .integer("T", addendCommitment);
  }

  /** Takes what {@link #write} adds. */
  public static AffineCommitment read(Members m) throws DecodingException {
    return new AffineCommitment(
        m.bigInteger("A"),
        m.bigInteger("By"),
        m.bigInteger("E"),
        m.bigInteger("S"),
        m.bigInteger("F"),
        m.bigInteger("T"));
  }
}
