package org.tagma.threshold.ecies;

import org.tagma.threshold.verdict.Rule;

/** What a keeper can be proved to have done wrong while decrypting. */
public enum EciesRule implements Rule {
  POINT("The keeper's partial decryption, or its proof, holds a point that is no group element."),
  DLEQ(
      "The keeper's proof does not show that its partial decryption was made with its key share for this ciphertext in this session.");

  private final String explanation;

  EciesRule(String explanation) {
    this.explanation = explanation;
  }

  @Override
  public String id() {
    return "ECIES." + name();
  }

  @Override
  public String explanation() {
    return explanation;
  }
}
