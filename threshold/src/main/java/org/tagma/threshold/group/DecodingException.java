package org.tagma.threshold.group;

/**
 * Bytes that are not the one canonical encoding of a value.
 *
 * <p>The message names the rule that was broken and never repeats the bytes, which may be secret.
 */
public final class DecodingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An encoding refused because of {@code rule}, in a few plain words. */
  public DecodingException(String rule) {
    super(rule);
  }
}
