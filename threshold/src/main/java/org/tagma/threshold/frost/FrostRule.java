package org.tagma.threshold.frost;

import org.tagma.threshold.verdict.Rule;

/** What a signer can be proved to have done wrong. */
public enum FrostRule implements Rule {
  COMMITMENT(
      "The keeper did not send one pair of valid nonce commitments for each message to sign."),
  LENGTH("The keeper sent another number of signature shares than there are messages to sign."),
  SHARE(
      "The keeper's signature share does not fit its nonce commitments and its public key share.");

  private final String explanation;

  FrostRule(String explanation) {
    this.explanation = explanation;
  }

  @Override
  public String id() {
    return "FROST." + name();
  }

  @Override
  public String explanation() {
    return explanation;
  }

  @Override
  public boolean isJudgedIn(int round) {
    return round == (this == COMMITMENT ? Frost.COMMIT : Frost.SHARE);
  }
}
