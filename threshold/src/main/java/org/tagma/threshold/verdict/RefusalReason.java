package org.tagma.threshold.verdict;

/**
 * Why a keeper declines, in a refusal it signs: the closed list of spec/api.md, "Between keepers".
 */
public enum RefusalReason {
  SEALED,
  POLICY,
  UNKNOWN_KEY,
  GENERATION,
  BUSY,
  CLOCK_SKEW,
  VERSION,
  KEY_DAMAGED,
  SESSION_CLOSED,
  UNKNOWN_SESSION,
  UNAUTHORISED,
  OVERLOADED,
  INBOX_CHANGED,
  VIEW_MISMATCH,
  OWN_MESSAGE_ALTERED,
  INVALID_REQUEST,
  INVALID_CIPHERTEXT;

  /**
   * Whether a keeper that refuses for this reason is left out of the operation's later attempts.
   */
  public boolean excludes() {
    return this != BUSY && this != OVERLOADED;
  }
}
