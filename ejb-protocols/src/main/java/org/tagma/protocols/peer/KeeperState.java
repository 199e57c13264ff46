package org.tagma.protocols.peer;

/** What a keeper looks like from here, as GET /control/system shows it. */
public enum KeeperState {
  /** Its last probe said that it works. */
  READY,
  /** It answers, but cannot work yet, or was not asked yet. */
  NOT_READY,
  /** Dead: the next operation leaves it out. */
  UNAVAILABLE
}
