package org.tagma.threshold.sharing;

/** What can be wrong with what a keeper deals or says of a share; protocols name rules after it. */
public enum SharingFault {
  /** Another number of commitments or of sealed shares than the run asks for. */
  LENGTH,
  /** EK, C_k or U is no point. */
  POINT,
  /** C_0 is not what the dealer has to share. */
  CONSTANT,
  /** pi does not show that U is the dealer's own. */
  SHARE_PROOF,
  /** A sealed share does not open, or does not fit the commitments. */
  SHARE,
  /** A complaint about a good share, or one that does not show how the share opens. */
  COMPLAINT
}
