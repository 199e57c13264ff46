package org.tagma.protocols.peer;

/** The deadline class of an exchange with a peer; its length is configured per class. */
public enum PeerDeadline {
  PROBE,
  FROST,
  DKG,
  GG20
}
