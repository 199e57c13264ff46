package org.tagma.threshold.dkg;

import java.security.SecureRandom;
import javax.security.auth.Destroyable;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.secret.FeldmanCommitment;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.secret.ShamirPolynomial;
import org.tagma.threshold.sharing.Receiver;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.transcript.Bytes;

/**
 * What one keeper draws for a run, all of it fresh, and remembers until it has proved its part.
 *
 * @param polynomial f_i
 * @param coefficients C_k = a_k G
 * @param receiver its own part in what others deal
 * @param proofNonce of the proof that it knows a_0: answered once
 * @param proofCommitment A_i, of the same
 * @param rid its part of the common randomness, 32 bytes
 * @param opening u_i, 32 bytes
 */
record Dealer(
    ShamirPolynomial polynomial,
    FeldmanCommitment coefficients,
    Receiver receiver,
    SecretScalar proofNonce,
    Point proofCommitment,
    Bytes rid,
    Bytes opening)
    implements Destroyable {
  static Dealer draw(int keeper, SharingContext context, SecureRandom random) {
    Curve curve = context.curve();
    ShamirPolynomial polynomial = ShamirPolynomial.random(curve, context.threshold(), random);
    Receiver receiver = Receiver.draw(keeper, curve, random);
    SecretScalar proofNonce = SecretScalar.random(curve, random);
    return new Dealer(
        polynomial,
        polynomial.commit(),
        receiver,
        proofNonce,
        proofNonce.timesGenerator(),
        bytes(random),
        bytes(random));
  }

  private static Bytes bytes(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  @Override
  public void destroy() {
    polynomial.destroy();
    receiver.destroy();
    proofNonce.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return polynomial.isDestroyed();
  }

  @Override
  public String toString() {
    return "Dealer[redacted]";
  }
}
