package org.tagma.threshold.refresh;

import org.tagma.threshold.sharing.SharingFault;
import org.tagma.threshold.verdict.Rule;

/** What a keeper can be proved to have done wrong while a key's shares are refreshed. */
public enum RefreshRule implements Rule {
  /** C_k for k = 1 .. t-1, and E_ij for every other j. */
  LENGTH(
      "The keeper committed to another number of coefficients than a polynomial through zero has,"
          + " or did not seal exactly one share for each other keeper."),
  /** C_k, U or EK. */
  POINT("The keeper sent a point that is not a valid element of the key's group."),
  /** pi in E_ij. */
  SHARE_PROOF("The keeper did not prove that the one-time key of a sealed share is its own."),
  /** E_ij, after a complaint. */
  SHARE("The keeper dealt a share that does not open or does not fit its commitments."),
  /** A complaint. */
  COMPLAINT("The keeper complained about a good share, or did not prove how the share opens."),
  /** CERT and Pi_sch(X_i'). */
  CERT(
      "The keeper certified something else than the refreshed shares, or did not prove that it"
          + " holds its own.");

  private final String explanation;

  RefreshRule(String explanation) {
    this.explanation = explanation;
  }

  /** The rule that a fault in dealing breaks. */
  static RefreshRule of(SharingFault fault) {
    return switch (fault) {
      case LENGTH -> LENGTH;
      case POINT -> POINT;
      case SHARE_PROOF -> SHARE_PROOF;
      case SHARE -> SHARE;
      case COMPLAINT -> COMPLAINT;
      case CONSTANT -> throw new IllegalArgumentException("the constant is not sent");
    };
  }

  @Override
  public String id() {
    return Refresh.NAME + "." + name();
  }

  @Override
  public String explanation() {
    return explanation;
  }

  @Override
  public boolean isJudgedIn(int round) {
    return switch (this) {
      case POINT -> round == Refresh.KEY || round == Refresh.DEAL;
      case LENGTH, SHARE_PROOF -> round == Refresh.DEAL;
      case SHARE, COMPLAINT -> round == Refresh.COMPLAIN;
      case CERT -> round == Refresh.CERTIFY || round == Refresh.ACTIVATE;
    };
  }

  @Override
  public boolean isShownByOthers() {
    return this == SHARE;
  }
}
