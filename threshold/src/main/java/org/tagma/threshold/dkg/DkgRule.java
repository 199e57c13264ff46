package org.tagma.threshold.dkg;

import org.tagma.threshold.sharing.SharingFault;
import org.tagma.threshold.verdict.Rule;

/** What a keeper can be proved to have done wrong while a key is made. */
public enum DkgRule implements Rule {
  /** C_k for k = 0 .. t-1, and E_ij for every other j. */
  LENGTH(
      "The keeper committed to another number of coefficients than the threshold, or did not seal"
          + " exactly one share for each other keeper."),
  /** C_k, A, U or EK. */
  POINT("The keeper sent a point that is not a valid element of the key's group."),
  /** V_i. */
  COMMITMENT("What the keeper opened is not what it had committed to before."),
  /** pi in E_ij. */
  SHARE_PROOF("The keeper did not prove that the one-time key of a sealed share is its own."),
  /** E_ij, after a complaint. */
  SHARE("The keeper dealt a share that does not open or does not fit its commitments."),
  /** A complaint. */
  COMPLAINT("The keeper complained about a good share, or did not prove how the share opens."),
  /** Pi_sch(C_i0). */
  POP("The keeper did not prove that it knows the secret behind its part of the key."),
  /** CERT and Pi_sch(X_i). */
  CERT(
      "The keeper certified another key than the one all keepers made, or did not prove that it"
          + " holds its share of it.");

  private final String explanation;

  DkgRule(String explanation) {
    this.explanation = explanation;
  }

  /** The rule that a fault in dealing breaks. */
  static DkgRule of(SharingFault fault) {
    return switch (fault) {
      case LENGTH -> LENGTH;
      case POINT -> POINT;
      case SHARE_PROOF -> SHARE_PROOF;
      case SHARE -> SHARE;
      case COMPLAINT -> COMPLAINT;
      case CONSTANT -> throw new IllegalArgumentException("a new key has no constant to keep");
    };
  }

  @Override
  public String id() {
    return "DKG." + name();
  }

  @Override
  public String explanation() {
    return explanation;
  }

  @Override
  public boolean isJudgedIn(int round) {
    return switch (this) {
      case POINT -> round == Dkg.COMMIT || round == Dkg.DEAL;
      case LENGTH, COMMITMENT, SHARE_PROOF -> round == Dkg.DEAL;
      case SHARE, COMPLAINT, POP -> round == Dkg.PROVE;
      case CERT -> round == Dkg.CERTIFY || round == Dkg.ACTIVATE;
    };
  }

  @Override
  public boolean isShownByOthers() {
    return this == SHARE;
  }
}
