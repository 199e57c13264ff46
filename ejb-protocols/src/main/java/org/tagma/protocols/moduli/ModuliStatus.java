package org.tagma.protocols.moduli;

/**
 * How far this keeper is with the moduli of threshold ECDSA.
 *
 * @param set their size by configuration: {@code p128}, {@code p112}, or {@code none}
 * @param epoch the certified epoch that signatures are made under; 0 while there is none
 * @param primes how many of the four primes for the next set-up are there, from 0
 */
public record ModuliStatus(String set, int epoch, int primes) {
  /** All of them. */
  public static final int PRIMES = 4;
}
