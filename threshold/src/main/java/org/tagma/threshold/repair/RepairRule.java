package org.tagma.threshold.repair;

import org.tagma.threshold.sharing.SharingFault;
import org.tagma.threshold.verdict.Rule;

/** What a keeper can be proved to have done wrong while a share is repaired. */
public enum RepairRule implements Rule {
  /** Delta_ij and d_ij for every helper j, one sigma_j. */
  LENGTH(
      "The keeper split its part into another number of pieces than there are helpers, or did not"
          + " seal exactly what it had to, or sealed something without being asked to."),
  /** Delta_ij, U or EK. */
  POINT("The keeper sent a point that is not a valid element of the key's group."),
  /** Sum Delta_ij = zeta_i X_i. */
  CONSTANT("The pieces that the keeper split do not add up to its part of the lost share."),
  /** pi of a sealed piece or sum. */
  SHARE_PROOF("The keeper did not prove that the one-time key of a sealed share is its own."),
  /** d_ij or sigma_j, after a complaint. */
  SHARE("The keeper sent a piece, or a sum of pieces, that does not open or is another one."),
  /** A complaint. */
  COMPLAINT("The keeper complained about a good share, or did not prove how the share opens.");

  private final String explanation;

  RepairRule(String explanation) {
    this.explanation = explanation;
  }

  /** The rule that a fault in dealing breaks. */
  static RepairRule of(SharingFault fault) {
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
    return Repair.NAME + "." + name();
  }

  @Override
  public String explanation() {
    return explanation;
  }

  @Override
  public boolean isJudgedIn(int round) {
    return switch (this) {
      case POINT -> round <= Repair.SUM;
      case LENGTH, SHARE_PROOF -> round == Repair.DEAL || round == Repair.SUM;
      case CONSTANT -> round == Repair.DEAL;
      case SHARE, COMPLAINT -> round == Repair.SUM || round == Repair.RESTORE;
    };
  }

  @Override
  public boolean isShownByOthers() {
    return this == SHARE;
  }
}
