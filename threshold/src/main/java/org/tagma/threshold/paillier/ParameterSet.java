package org.tagma.threshold.paillier;

import java.math.BigInteger;
import java.util.Locale;

/**
 * How large the moduli of threshold ECDSA are ({@code spec/protocols.md} 1.2). The ranges of the
 * proofs are the same in all sets.
 */
public enum ParameterSet {
  /** Moduli of 3072 bits: the default. */
  P128(3072),
  /** Moduli of 2048 bits: for development, and to compare speed. */
  P112(2048);

  /** l: bits of a secret; at least those of a curve's order. */
  public static final int L = 256;

  /** epsilon: bits by which a mask is wider than what it hides, and a range proof is slack. */
  public static final int EPSILON = 512;

  /** l': bits of an additive mask of multiplicative-to-additive conversion. */
  public static final int L_PRIME = 1280;

  /** m: how often a proof with one-bit challenges is repeated. */
  public static final int REPETITIONS = 128;

  private final int modulusBits;

  ParameterSet(int modulusBits) {
    this.modulusBits = modulusBits;
  }

  /** The set with that label. */
  public static ParameterSet named(String label) {
    for (ParameterSet set : values()) {
      if (set.label().equals(label)) {
        return set;
      }
    }
    throw new IllegalArgumentException("unknown parameter set " + label);
  }

  /** The name inside a suite: {@code p128}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Bits of N and of Nhat, as this keeper makes them. */
  public int modulusBits() {
    return modulusBits;
  }

  /** Bits of each prime factor, as this keeper makes them. */
  public int primeBits() {
    return modulusBits / 2;
  }

  /** Whether {@code n} is odd and of the right size: at most one bit shorter than made here. */
  public boolean isModulus(BigInteger n) {
    return n.signum() > 0
        && n.testBit(0)
        && n.bitLength() <= modulusBits
        && n.bitLength() >= modulusBits - 1;
  }
}
