package org.tagma.threshold.frost;

import java.util.Arrays;
import java.util.SortedMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.transcript.Bytes;

/**
 * The result: a signature for each operationId, encoded as R then z (RFC 9591 section 6).
 *
 * @param byOperation 65 bytes each on secp256k1
 */
public record FrostSignatures(SortedMap<String, Bytes> byOperation) {

  /** Whether zG = R + cX, with strict decoding; anything that does not decode is no signature. */
  public static boolean verify(
      FrostSuite suite, Point publicKey, byte[] message, byte[] signature) {
    Curve curve = suite.curve();
    int pointLength = curve.pointLength();
    if (signature.length != pointLength + curve.scalarLength()) {
      return false;
    }
    try {
      byte[] encodedCommitment = Arrays.copyOf(signature, pointLength);
      Point commitment = curve.decodePoint(encodedCommitment);
      Scalar response =
          curve.decodeScalar(Arrays.copyOfRange(signature, pointLength, signature.length));
      Scalar challenge = suite.challenge(encodedCommitment, publicKey.encode(), message);
      return curve
          .multiplyAdd(response, curve.generator(), challenge.negate(), publicKey)
          .equals(commitment);
    } catch (DecodingException e) {
      return false;
    }
  }
}
