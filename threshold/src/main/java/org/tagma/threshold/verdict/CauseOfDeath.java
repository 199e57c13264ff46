package org.tagma.threshold.verdict;

/**
 * Why a keeper counts as dead: the closed list of DESIGN section 2. A cause is an observation about
 * an answer that did not come, never a statement about guilt.
 */
public enum CauseOfDeath {
  CONNECT_REFUSED("No connection to the keeper could be made."),
  TLS_FAILED(
      "No TLS connection came about: a certificate has ended, is unknown, or names somebody else."),
  ROUND_TIMEOUT("The keeper's answer was not there at the deadline of the round."),
  DISCONNECTED("The connection ended before the answer was complete."),
  BAD_SIGNATURE(
      "The answer held no message that can be attributed to anybody; it says nothing about who wrote it."),
  UNUSABLE_ANSWER("The answer was a server error, over the size limit, or not JSON."),
  CIRCUIT_OPEN("Not asked: too many calls to the keeper failed a moment ago."),
  BACK_OFF("Not asked: the keeper died before, and has not answered a probe since."),
  VIEW_MISMATCH("The keeper signed a view that differs from the others' and did not open it."),
  BLAME_SILENT("The keeper did not open what was asked of it to find who lied.");

  private final String explanation;

  CauseOfDeath(String explanation) {
    this.explanation = explanation;
  }

  /** One sentence for an operator: what was observed. */
  public String explanation() {
    return explanation;
  }
}
