package org.tagma.threshold.frost;

import java.util.Arrays;
import java.util.SortedMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.transcript.Bytes;

/**
 * The result: a signature for each operationId.
 *
 * @param byOperation R then z (RFC 9591 section 6): 65 bytes on secp256k1 and P-256, 64 on Ed25519;
 *     in BIP-340 x(R) then z, 64 bytes
 */
public record FrostSignatures(SortedMap<String, Bytes> byOperation) {

  /**
   * Whether zG - cX is R, byte for byte; anything that does not decode is no signature. So an
   * Ed25519 signature is held to RFC 8032 section 5.1.7 without the cofactor.
   *
   * @param publicKey X; in BIP-340 with even y, as {@link SigningKey} has it
   */
  public static boolean verify(
      FrostSuite suite, Point publicKey, byte[] message, byte[] signature) {
    Curve curve = suite.curve();
    if (signature.length != suite.signatureLength()) {
      return false;
    }
    byte[] commitment = suite.groupCommitment(signature);
    int length = signature.length;
    try {
      Scalar response =
          curve.decodeScalar(Arrays.copyOfRange(signature, length - curve.scalarLength(), length));
      Scalar challenge = suite.challenge(commitment, publicKey.encode(), message);
      Point expected =
          curve.multiplyAdd(response, curve.generator(), challenge.negate(), publicKey);
      return !expected.isIdentity() && Arrays.equals(expected.encode(), commitment);
    } catch (DecodingException e) {
      return false;
    }
  }
}
