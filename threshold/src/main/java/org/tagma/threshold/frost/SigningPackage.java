package org.tagma.threshold.frost;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.secret.Lagrange;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;

/**
 * Everything that follows from the commitments, the message and the key, so that every signer and
 * every judge works it out alike; nobody is ever sent one (spec/protocols.md 2.7).
 *
 * @param commitments D_i and E_i, negated where R was
 * @param bindingFactors rho_i, RFC 9591 section 4.4
 * @param groupCommitment R, RFC 9591 section 4.5; in BIP-340 with even y
 * @param sign e_R: -1 where R was negated, and all nonces with it, else 1
 * @param challenge c, RFC 9591 section 4.6
 * @param lagrange lambda_i
 */
public record SigningPackage(
    SortedMap<Integer, Commitment> commitments,
    SortedMap<Integer, Scalar> bindingFactors,
    Point groupCommitment,
    Scalar sign,
    Scalar challenge,
    SortedMap<Integer, Scalar> lagrange) {

  /** One signer's pair of nonce commitments. */
  public record Commitment(Point hiding, Point binding) {
    private Commitment negate() {
      return new Commitment(hiding.negate(), binding.negate());
    }
  }

  /**
   * The package for one message; {@code commitments} by signer.
   *
   * @param publicKey the key that is signed for
   */
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
    SortedMap<Integer, Scalar> lagrange = new TreeMap<>();
    List<Point> hiding = new ArrayList<>();
    List<Point> binding = new ArrayList<>();
    for (Map.Entry<Integer, Commitment> entry : commitments.entrySet()) {
      int signer = entry.getKey();
      Scalar factor = suite.bindingFactor(FrostSuite.concat(prefix, curve.scalar(signer).encode()));
      factors.put(signer, factor);
      hiding.add(entry.getValue().hiding());
      binding.add(entry.getValue().binding());
      lagrange.put(signer, Lagrange.atZero(curve, signer, commitments.keySet()));
    }
    // all binding terms at once share their doublings
    Point group = curve.sum(hiding).plus(curve.multiSum(List.copyOf(factors.values()), binding));
    if (group.isIdentity()) {
      // happens with probability 2^-256; no honest party can be blamed, and no signature exists
      throw new ArithmeticException("the group commitment is the identity");
    }
    boolean flipped = suite.flips(group);
    Point even = flipped ? group.negate() : group;
    return new SigningPackage(
        flipped ? negated(commitments) : commitments,
        factors,
        even,
        flipped ? curve.scalar(1).negate() : curve.scalar(1),
        suite.challenge(even.encode(), publicKey.encode(), message),
        lagrange);
  }

  private static SortedMap<Integer, Commitment> negated(
      SortedMap<Integer, Commitment> commitments) {
    SortedMap<Integer, Commitment> negated = new TreeMap<>();
    commitments.forEach((signer, commitment) -> negated.put(signer, commitment.negate()));
    return negated;
  }

  /**
   * Whether z_i G = D_i + rho_i E_i + c lambda_i Y_i (RFC 9591 section 5.4).
   *
   * @param publicShare Y_i as {@link SigningKey#publicShare} gives it
   */
  public boolean accepts(int signer, Scalar share, Point publicShare) {
    Commitment commitment = commitments.get(signer);
    Scalar weight = challenge.times(lagrange.get(signer)).negate();
    Curve curve = share.curve();
    return curve
        .multiSum(
            List.of(share, weight, bindingFactors.get(signer).negate()),
            List.of(curve.generator(), publicShare, commitment.binding()))
        .minus(commitment.hiding())
        .isIdentity();
  }

  /** z: the sum of the shares, and for Taproot what is in none of them. */
  Scalar response(SortedMap<Integer, Scalar> shares, SigningKey key) {
    return shares.values().stream().reduce(key.offset().times(challenge), Scalar::plus);
  }

  /**
   * Whether the sum z of the shares is a signature, zG = R + cX, and each of them is accepted: in
   * one sum, the signature's own equation as it is and each signer's but the first one's with a
   * weight of 128 bits. Errors that were fixed before the weights cancel there with probability
   * 2^-128 only; and where the sum and all others are good, so is the first share. The weights
   * follow from {@code seed}, so every judge finds the same.
   *
   * @param seed a hash over all that the equations are made of, the shares included
   */
  boolean acceptsAll(
      SortedMap<Integer, Scalar> shares,
      SigningKey key,
      CertificateContent certificate,
      Bytes seed) {
    Curve curve = certificate.curve();
    Scalar generator = response(shares, key);
    List<Scalar> factors = new ArrayList<>(List.of(challenge.negate()));
    List<Point> points = new ArrayList<>(List.of(key.publicKey()));
    for (int signer : shares.tailMap(shares.firstKey() + 1).keySet()) {
      Scalar weight = weight(curve, seed, signer);
      Scalar share = challenge.times(lagrange.get(signer));
      generator = generator.plus(weight.times(shares.get(signer)));
      factors.add(weight.times(share).negate());
      points.add(key.publicShare(certificate.publicShare(signer)));
      factors.add(weight.times(bindingFactors.get(signer)).negate());
      points.add(commitments.get(signer).binding());
      factors.add(weight.negate());
      points.add(commitments.get(signer).hiding());
    }
    factors.add(generator);
    points.add(curve.generator());
    return curve.multiSum(factors, points).minus(groupCommitment).isIdentity();
  }

  /** In [1, 2^128]: the message's challenge tells the packages of one session apart. */
  private Scalar weight(Curve curve, Bytes seed, int signer) {
    byte[] hash =
        Tlv.of()
            .text("frost-batch")
            .bytes(seed)
            .bytes(challenge.encode())
            .u32(signer)
            .sha256()
            .toArray();
    return curve.scalar(new BigInteger(1, Arrays.copyOf(hash, 16)).add(BigInteger.ONE));
  }
}
