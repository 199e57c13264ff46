package org.tagma.threshold.verdict;

/**
 * Why a keeper declines, in a refusal it signs: the closed list of spec/api.md, "Between keepers".
 */
public enum RefusalReason {
  SEALED("The keeper is sealed and has no access to its shares."),
  POLICY("The keeper's own rules for this key forbid the operation."),
  UNKNOWN_KEY("The keeper holds no active key of this name."),
  GENERATION("The keeper holds another generation of the key, or another certificate for it."),
  BUSY("The keeper is at work on something that excludes this operation for now."),
  CLOCK_SKEW("The keeper's clock and the coordinator's differ too much."),
  VERSION("The keeper does not speak this version of the messages."),
  KEY_DAMAGED(
      "What the keeper has stored of the key is damaged: its own share, or the certificate."),
  SESSION_CLOSED("The session is over, consumed, or was lost in a restart."),
  UNKNOWN_SESSION("The keeper has opened no such session for this coordinator."),
  UNAUTHORISED("The client's credential is missing, unknown, or does not permit the operation."),
  OVERLOADED("The keeper has too much to do at the moment."),
  INBOX_CHANGED("The keeper has answered this round already, for another inbox."),
  VIEW_MISMATCH("The messages of the round are not those of every member under one view."),
  OWN_MESSAGE_ALTERED("The keeper's own message is missing among those it was sent, or differs."),
  INVALID_REQUEST("The request is malformed, or contradicts the session or the cluster."),
  INVALID_CIPHERTEXT("The ciphertext to decrypt is not a valid one.");

  private final String explanation;

  RefusalReason(String explanation) {
    this.explanation = explanation;
  }

  /** One sentence for an operator: why the keeper declines. */
  public String explanation() {
    return explanation;
  }

  /**
   * Whether a keeper that refuses for this reason is left out of the operation's later attempts.
   */
  public boolean excludes() {
    return this != BUSY && this != OVERLOADED;
  }
}
