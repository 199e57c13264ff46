package org.tagma.threshold.importing;

import org.tagma.threshold.sharing.SharingFault;
import org.tagma.threshold.verdict.Rule;

/** What a keeper can be proved to have done wrong while a key is imported. */
public enum ImportRule implements Rule {
  /** C_k for k = 0 .. t-1, and E_ij for every other j. */
  LENGTH(
      "The keeper committed to another number of coefficients than the threshold, or did not seal"
          + " exactly one share for each other keeper, or dealt without being the dealer."),
  /** C_k, U, EK, D or E. */
  POINT("The keeper sent a point that is not a valid element of the key's group."),
  /** C_0 = X, and no f(j) G is the identity. */
  CONSTANT(
      "The dealer shared something else than the key that is imported, or gave a keeper a share of"
          + " zero."),
  /** pi in E_ij. */
  SHARE_PROOF("The keeper did not prove that the one-time key of a sealed share is its own."),
  /** Pi_sch(C_0). */
  POP(
      "The dealer did not prove that it knows the private key, or a keeper that is not the dealer"
          + " claimed to."),
  /** E_ij, after a complaint. */
  SHARE("The dealer dealt a share that does not open or does not fit its commitments."),
  /** A complaint. */
  COMPLAINT("The keeper complained about a good share, or did not prove how the share opens."),
  /** z_i of the test signature. */
  TEST(
      "The keeper's share of the test signature does not fit its nonce commitments and its public"
          + " key share."),
  /** CERT and Pi_sch(X_i). */
  CERT(
      "The keeper certified something else than the imported key, or did not prove that it holds"
          + " its share of it.");

  private final String explanation;

  ImportRule(String explanation) {
    this.explanation = explanation;
  }

  /** The rule that a fault in dealing breaks. */
  static ImportRule of(SharingFault fault) {
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
    return Import.NAME + "." + name();
  }

  @Override
  public String explanation() {
    return explanation;
  }

  @Override
  public boolean isJudgedIn(int round) {
    return switch (this) {
      case POINT -> round == Import.KEY || round == Import.DEAL;
      case LENGTH, CONSTANT, SHARE_PROOF, POP -> round == Import.DEAL;
      case SHARE, COMPLAINT, TEST -> round == Import.TEST;
      case CERT -> round == Import.CERTIFY || round == Import.ACTIVATE;
    };
  }

  @Override
  public boolean isShownByOthers() {
    return this == SHARE;
  }
}
