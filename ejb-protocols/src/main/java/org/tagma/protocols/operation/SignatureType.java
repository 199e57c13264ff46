package org.tagma.protocols.operation;

import org.tagma.threshold.frost.FrostSuite;

/** The encoding of a signature (spec/api.md, Operations). */
public enum SignatureType {
  /** 65 bytes r|s|recovery id, low s on secp256k1. */
  ECDSA,
  /** 64 bytes: BIP-340 on secp256k1, RFC 8032 on Ed25519. */
  SCHNORR,
  /** 65 bytes, compressed R then s: RFC 9591 on secp256k1 and P-256. */
  SEC1R65SCHNORR;

  /** How the signatures of a suite are encoded. */
  public static SignatureType of(FrostSuite suite) {
    return switch (suite) {
      case ED25519, BIP340 -> SCHNORR;
      case P256, SECP256K1 -> SEC1R65SCHNORR;
    };
  }
}
