package org.tagma.threshold.importing;

import org.tagma.threshold.generation.CertifyRound;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;

/** Round 4: certifies the key, once the test signature verifies under it. */
final class CertifyTestedRound implements Round {
  private final Importing importing;
  private final CertifyRound certify;

  /**
   * With the share to certify.
   *
   * @param share x_j, which the round takes over
   */
  CertifyTestedRound(Importing importing, Local local, SecretScalar share) {
    this.importing = importing;
    this.certify = new CertifyRound(importing, local, share);
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    importing.testSignature(inbox);
    return certify.step(inbox, tasks);
  }

  @Override
  public void destroy() {
    certify.destroy();
  }
}
