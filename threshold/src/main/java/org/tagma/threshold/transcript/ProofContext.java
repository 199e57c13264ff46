package org.tagma.threshold.transcript;

/**
 * What a proof is bound to besides its statement ({@code spec/protocols.md} 1.3).
 *
 * @param suite the session's suite, for instance {@code secp256k1-sha512}
 * @param sid the session id, 32 bytes
 * @param prover the number of the keeper that proves
 * @param verifier the number of the keeper it is meant for; 0 for everybody
 * @param bind the value of {@link Binding#at}, 32 bytes
 */
public record ProofContext(String suite, Bytes sid, int prover, int verifier, Bytes bind) {
  /** Checks the shapes. */
  public ProofContext {
    if (sid.length() != 32 || bind.length() != 32 || prover < 1 || verifier < 0) {
      throw new IllegalArgumentException("not a proof context");
    }
  }
}
