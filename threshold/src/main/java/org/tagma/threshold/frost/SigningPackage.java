package org.tagma.threshold.frost;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.secret.Lagrange;

/**
 * Everything that follows from the commitments, the message and the key, so that every signer and
 * every judge works it out alike; nobody is ever sent one (spec/protocols.md 2.7).
 *
 * @param bindingFactors rho_i, RFC 9591 section 4.4
 * @param commitmentShares R_i = D_i + rho_i E_i
 * @param groupCommitment R, RFC 9591 section 4.5
 * @param challenge c, RFC 9591 section 4.6
 * @param lagrange lambda_i
 */
public record SigningPackage(
    SortedMap<Integer, Scalar> bindingFactors,
    SortedMap<Integer, Point> commitmentShares,
    Point groupCommitment,
    Scalar challenge,
    SortedMap<Integer, Scalar> lagrange) {

  /** One signer's pair of nonce commitments. */
  public record Commitment(Point hiding, Point binding) {}

  /** The package for one message; {@code commitments} by signer. */
  public static SigningPackage of(
      FrostSuite suite,
      Point publicKey,
      SortedMap<Integer, Commitment> commitments,
      byte[] message) {
    Curve curve = suite.curve();
    ByteArrayOutputStream encoded =
        new ByteArrayOutputStream(); // encode_group_commitment_list, section 4.3
    for (Map.Entry<Integer, Commitment> entry : commitments.entrySet()) {
      encoded.writeBytes(curve.scalar(entry.getKey()).encode());
      encoded.writeBytes(entry.getValue().hiding().encode());
      encoded.writeBytes(entry.getValue().binding().encode());
    }
    byte[] prefix =
        FrostSuite.concat(
            publicKey.encode(),
            suite.messageHash(message).toArray(),
            suite.commitmentHash(encoded.toByteArray()).toArray());
    SortedMap<Integer, Scalar> factors = new TreeMap<>();
    SortedMap<Integer, Point> shares = new TreeMap<>();
    SortedMap<Integer, Scalar> lagrange = new TreeMap<>();
    Point group = curve.identity();
    for (Map.Entry<Integer, Commitment> entry : commitments.entrySet()) {
      int signer = entry.getKey();
      Scalar factor = suite.bindingFactor(FrostSuite.concat(prefix, curve.scalar(signer).encode()));
      Point share = entry.getValue().hiding().plus(entry.getValue().binding().times(factor));
      factors.put(signer, factor);
      shares.put(signer, share);
      lagrange.put(signer, Lagrange.atZero(curve, signer, commitments.keySet()));
      group = group.plus(share);
    }
    if (group.isIdentity()) {
      // happens with probability 2^-256; no honest party can be blamed, and no signature exists
      throw new ArithmeticException("the group commitment is the identity");
    }
    Scalar challenge = suite.challenge(group.encode(), publicKey.encode(), message);
    return new SigningPackage(factors, shares, group, challenge, lagrange);
  }

  /** Whether z_i G = R_i + c lambda_i Y_i (RFC 9591 section 5.4). */
  public boolean accepts(int signer, Scalar share, Point publicShare) {
    Curve curve = share.curve();
    Scalar weight = challenge.times(lagrange.get(signer)).negate();
    return curve
        .multiplyAdd(share, curve.generator(), weight, publicShare)
        .equals(commitmentShares.get(signer));
  }
}
