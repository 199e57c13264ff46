package org.tagma.threshold.gg20;

import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.logstar.LogstarProof;
import org.tagma.threshold.proof.logstar.LogstarWitness;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** R4: opens the point of the blinding factor. */
final class RevealRound implements Round {
  private final Signer signer;
  private final Nonces nonces;
  private final Masks masks;
  private final KeyPart key;

  RevealRound(Signer signer, Nonces nonces, Masks masks, KeyPart key) {
    this.signer = signer;
    this.nonces = nonces;
    this.masks = masks;
    this.key = key;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Proofs proofs = signer.proofs(inbox);
    Point blinding = nonces.blinding().timesGenerator();
    Gg20Reveal message =
        new Gg20Reveal(
            blinding,
            nonces.opening(),
            signer.toOthers(tasks, other -> prove(proofs, other, blinding)));
    return new Step.Next(new NonceRound(signer, nonces, masks, key), Outbox.of(message));
  }

  private LogstarProof prove(Proofs proofs, int other, Point blinding) {
    return LogstarProof.prove(
        proofs.context(Gg20.REVEAL, Proofs.BLINDING, signer.keeper(), other),
        proofs.blinding(signer.keeper(), other, blinding),
        new LogstarWitness(nonces.blinding().toInteger(), nonces.blindingRandomness()),
        signer.random());
  }

  @Override
  public void destroy() {
    nonces.destroy();
    masks.destroy();
    key.destroy();
  }
}
