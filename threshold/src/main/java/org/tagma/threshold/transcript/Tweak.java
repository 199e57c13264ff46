package org.tagma.threshold.transcript;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Scalar;

/** The additive scalar that a request's tweak stands for ({@code spec/api.md}). */
public final class Tweak {
  private static final byte[] DST = "tagma/tweak/v1".getBytes(StandardCharsets.US_ASCII);

  private static final Pattern FORM = Pattern.compile("[a-z0-9:_\\-/]{1,255}");

  private Tweak() {}

  /** Whether a text can be a tweak. */
  public static boolean isTweak(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * tau for a key and a tweak: 64 bytes of expand_message_xmd with SHA-512, modulo the order.
   *
   * @param tweak empty or null for none, which gives zero
   * @throws IllegalArgumentException if a given tweak gives zero, which happens for nobody
   */
  public static Scalar scalar(Curve curve, String keyId, String tweak) {
    if (tweak == null || tweak.isEmpty()) {
      return curve.scalar(0);
    }
    byte[] message = Tlv.of().text(keyId).text(curve.apiName()).text(tweak).encode();
    Scalar tau = curve.reduce(new BigInteger(1, ExpandMessage.xmdSha512(message, DST, 64)));
    if (tau.isZero()) {
      throw new IllegalArgumentException("the tweak gives the zero scalar");
    }
    return tau;
  }
}
