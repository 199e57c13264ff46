package org.tagma.threshold.frost;

import org.tagma.threshold.verdict.Rule;

/** What a signer can be proved to have done wrong. */
public enum FrostRule implements Rule {
  LENGTH(
      "The keeper sent another number of commitments or signature shares than there are messages to sign."),
  COMMITMENT("The keeper sent a nonce commitment that is not a valid group element."),
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
    return this == LENGTH || round == (this == COMMITMENT ? Frost.COMMIT : Frost.SHARE);
  }
}
