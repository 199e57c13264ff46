package org.tagma.threshold.gg20;

import java.math.BigInteger;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.transcript.TlvReader;

/** Numbers and points in the body of a message. */
final class Encoded {
  private Encoded() {}

  /** An integer as base64url of its TLV item. */
  static String text(BigInteger value) {
    return Bytes.of(Tlv.of().integer(value).encode()).base64Url();
  }

  static BigInteger integer(Members m, String name) throws DecodingException {
    TlvReader reader = new TlvReader(m.bytes(name));
    BigInteger value = reader.integer();
    reader.end();
    return value;
  }

  static Scalar scalar(Curve curve, Members m, String name) throws DecodingException {
    return curve.decodeScalar(m.bytes(name).toArray());
  }

  static Point point(Curve curve, Members m, String name) throws DecodingException {
    return curve.decodePoint(m.bytes(name).toArray());
  }

  static String text(Point point) {
    return Bytes.of(point.encode()).base64Url();
  }

  static String text(Scalar scalar) {
    return Bytes.of(scalar.encode()).base64Url();
  }
}
