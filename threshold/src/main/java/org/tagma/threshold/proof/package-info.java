/**
 * Zero-knowledge proofs, one package each: a statement that all know, a witness that the prover
 * alone knows, and the proof ({@code spec/protocols.md} 1.4).
 */
package org.tagma.threshold.proof;
