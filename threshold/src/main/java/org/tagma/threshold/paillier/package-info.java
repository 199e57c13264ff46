/**
 * Paillier encryption and ring-Pedersen commitments, their keys, and the primes these are made of
 * ({@code spec/protocols.md} 1.2).
 */
package org.tagma.threshold.paillier;
