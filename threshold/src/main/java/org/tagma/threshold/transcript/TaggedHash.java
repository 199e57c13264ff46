package org.tagma.threshold.transcript;

import java.nio.charset.StandardCharsets;

/** The tagged hash of BIP-340: SHA-256 of the tag's own hash, twice, then the message. */
public final class TaggedHash {
  private TaggedHash() {}

  /** The 32-byte hash of the concatenation of {@code parts} under {@code tag}. */
  public static Bytes of(String tag, byte[]... parts) {
    byte[] prefix = Sha256.of(tag.getBytes(StandardCharsets.UTF_8)).toArray();
    byte[][] all = new byte[parts.length + 2][];
    all[0] = prefix;
    all[1] = prefix;
    System.arraycopy(parts, 0, all, 2, parts.length);
    return Sha256.of(all);
  }
}
