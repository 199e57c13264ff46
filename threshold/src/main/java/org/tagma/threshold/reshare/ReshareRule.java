package org.tagma.threshold.reshare;

import org.tagma.threshold.sharing.SharingFault;
import org.tagma.threshold.verdict.Rule;

/** What a keeper can be proved to have done wrong while a key is shared anew. */
public enum ReshareRule implements Rule {
  /** C_k for k = 0 .. t'-1, and E_ij for every other new holder j. */
  LENGTH(
      "The keeper committed to another number of coefficients than the new threshold, or did not"
          + " seal exactly one share for each other new holder, or dealt without being asked to."),
  /** C_k, U or EK. */
  POINT("The keeper sent a point that is not a valid element of the key's group."),
  /** C_i0 = lambda_i X_i. */
  CONSTANT("The keeper shared something else than its weighted share of the old key."),
  /** pi in E_ij. */
  SHARE_PROOF("The keeper did not prove that the one-time key of a sealed share is its own."),
  /** E_ij, after a complaint. */
  SHARE("The keeper dealt a share that does not open or does not fit its commitments."),
  /** A complaint. */
  COMPLAINT("The keeper complained about a good share, or did not prove how the share opens."),
  /** CERT and Pi_sch(X_j'). */
  CERT(
      "The keeper certified something else than the new shares, or did not prove that it holds its"
          + " own.");

  private final String explanation;

  ReshareRule(String explanation) {
    this.explanation = explanation;
  }

  /** The rule that a fault in dealing breaks. */
  static ReshareRule of(SharingFault fault) {
    return switch (fault) {
      case LENGTH -> LENGTH;
      case POINT -> POINT;
      case CONSTANT -> CONSTANT;
      case SHARE_PROOF -> SHARE_PROOF;
      case SHARE -> SHARE;
      case COMPLAINT -> COMPLAINT;
    };
  }

  @Override
  public String id() {
    return Reshare.NAME + "." + name();
  }

  @Override
  public String explanation() {
    return explanation;
  }

  @Override
  public boolean isJudgedIn(int round) {
    return switch (this) {
      case POINT -> round == Reshare.KEY || round == Reshare.DEAL;
      case LENGTH, CONSTANT, SHARE_PROOF -> round == Reshare.DEAL;
      case SHARE, COMPLAINT -> round == Reshare.COMPLAIN;
      case CERT -> round == Reshare.CERTIFY || round == Reshare.ACTIVATE;
    };
  }

  @Override
  public boolean isShownByOthers() {
    return this == SHARE;
  }
}
