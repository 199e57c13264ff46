package org.tagma.protocols.peer;

/** The deadline class of an exchange with a peer; its length is configured per class. */
public enum PeerDeadline {
  PROBE,

  /** Notices, whose answer nobody waits for: many may be under way. */
  NOTICE,
  FROST,
  DKG,
  GG20,

  /** The set-up of moduli, whose proofs take long to make and to check. */
  AUX
}
