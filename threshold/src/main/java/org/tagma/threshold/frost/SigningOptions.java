package org.tagma.threshold.frost;

import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.transcript.Tweak;

/**
 * How a message is signed, or a signature verified: what a request says beside the key and the
 * message (spec/api.md, POST /sign).
 *
 * @param context empty for the signatures of RFC 9591
 * @param tweak which key is derived from the named one; empty for that itself
 * @param hash whether the message's SHA-256 is signed in its place
 */
public record SigningOptions(
    Optional<SigningContext> context, Optional<String> tweak, boolean hash) {
  /** None of them. */
  public static final SigningOptions NONE =
      new SigningOptions(Optional.empty(), Optional.empty(), false);

  /** Checks the form of the tweak. */
  public SigningOptions {
    if (tweak.isPresent() && !isTweak(tweak.get())) {
      throw new IllegalArgumentException("not a tweak");
    }
  }

  /** Whether a text can be a tweak. */
  public static boolean isTweak(String text) {
    return Tweak.isTweak(text);
  }

  /** The suite for a key on {@code curve}; empty when the context does not fit it. */
  public Optional<FrostSuite> suite(Curve curve) {
    if (context.isEmpty()) {
      return FrostSuite.of(curve);
    }
    return Optional.of(FrostSuite.BIP340).filter(s -> s.curve().equals(curve));
  }

  /** The key that is signed for, from the certified key of that name. */
  public SigningKey key(String keyId, Point certified) {
    return SigningKey.of(
        certified, Tweak.scalar(certified.curve(), keyId, tweak.orElse(null)), context);
  }

  /** The bytes that are signed. */
  public byte[] message(byte[] message) {
    return hash ? Sha256.of(message).toArray() : message;
  }
}
