package org.tagma.threshold.verdict;

/**
 * Why a keeper counts as dead: the closed list of DESIGN section 2. A cause is an observation about
 * an answer that did not come, never a statement about guilt.
 */
public enum CauseOfDeath {
  CONNECT_REFUSED,
  ROUND_TIMEOUT,
  DISCONNECTED,
  /** A link's whole answer held no attributable message; it says nothing about who wrote it. */
  BAD_SIGNATURE,
  /** 5xx, over the size limit, or not JSON. */
  UNUSABLE_ANSWER,
  CIRCUIT_OPEN,
  BACK_OFF,
  /** Asked to open its view, it did not. */
  VIEW_MISMATCH,
  BLAME_SILENT
}
