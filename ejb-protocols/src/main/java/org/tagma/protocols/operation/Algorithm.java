package org.tagma.protocols.operation;

/**
 * The threshold protocol that makes a signature: {@code GG20} for ECDSA, {@code FROST} for Schnorr.
 */
public enum Algorithm {
  GG20,
  FROST
}
