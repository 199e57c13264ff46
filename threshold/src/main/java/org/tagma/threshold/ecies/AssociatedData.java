package org.tagma.threshold.ecies;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;

/**
 * What a ciphertext is bound to beside its key: whoever decrypts has to name the same again.
 *
 * @param tweak selects a key derived from the key; {@code [a-z0-9:_/-]}, 1 to 255 characters
 * @param label says what the plaintext is, for policies; 1 to {@value #MAX_LABEL} bytes of UTF-8
 * @param aad any other data, at most {@value #MAX_AAD} bytes
 */
public record AssociatedData(Optional<String> tweak, Optional<String> label, Bytes aad) {
  public static final int MAX_LABEL = 1024;
  public static final int MAX_AAD = 1 << 16;

  /** Bound to the key alone. */
  public static final AssociatedData NONE =
      new AssociatedData(Optional.empty(), Optional.empty(), Bytes.empty());

  private static final Pattern TWEAK = Pattern.compile("[a-z0-9:_\\-/]{1,255}");

  /** Checks the ranges. */
  public AssociatedData {
    if (tweak.isPresent() && !TWEAK.matcher(tweak.get()).matches()) {
      throw new IllegalArgumentException("not a tweak");
    }
    if (label.isPresent() && !isLabel(label.get())) {
      throw new IllegalArgumentException("a label has 1 to " + MAX_LABEL + " bytes of UTF-8");
    }
    if (aad.length() > MAX_AAD) {
      throw new IllegalArgumentException("at most " + MAX_AAD + " bytes of associated data");
    }
  }

  private static boolean isLabel(String label) {
    return !label.isEmpty()
        && StandardCharsets.UTF_8.newEncoder().canEncode(label)
        && label.getBytes(StandardCharsets.UTF_8).length <= MAX_LABEL;
  }

  /** L = SHA-256(TLV(keyId, tweak, label, aad)) (spec/protocols.md 3.2 and 9, item 23). */
  Bytes hash(String keyId) {
    Tlv items = Tlv.of().text(keyId);
    items = tweak.isPresent() ? items.text(tweak.get()) : items.bytes(Bytes.empty());
    items = label.isPresent() ? items.text(label.get()) : items.bytes(Bytes.empty());
    return items.bytes(aad).sha256();
  }
}
