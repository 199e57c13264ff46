package org.tagma.threshold.gg20;

import java.util.Optional;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.logstar.LogstarProof;
import org.tagma.threshold.proof.logstar.LogstarWitness;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** R5: multiplies R by the nonce; where there is no R, opens what was done. */
final class NonceRound implements Round {
  private final Signer signer;
  private final Nonces nonces;
  private final Masks masks;
  private final KeyPart key;

  NonceRound(Signer signer, Nonces nonces, Masks masks, KeyPart key) {
    this.signer = signer;
    this.nonces = nonces;
    this.masks = masks;
    this.key = key;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Optional<Step> objection = signer.objection(inbox, Gg20.REVEAL, tasks);
    return objection.orElseGet(() -> next(inbox, tasks));
  }

  private Step next(Inbox inbox, Tasks tasks) {
    if (signer.signing().opens(inbox, Gg20.NONCE)) {
      key.destroy();
      return new NonceOpener(signer, nonces, masks).open(inbox, tasks);
    }
    Proofs proofs = signer.proofs(inbox);
    Point part = nonces.nonce().times(signer.signing().nonce(inbox).orElseThrow());
    Gg20Nonce message =
        new Gg20Nonce(part, signer.toOthers(tasks, other -> prove(proofs, other, part)));
    return new Step.Next(new KeyRound(signer, nonces, masks, key), Outbox.of(message));
  }

  private LogstarProof prove(Proofs proofs, int other, Point part) {
    return LogstarProof.prove(
        proofs.context(Gg20.NONCE, Proofs.NONCE, signer.keeper(), other),
        proofs.noncePart(signer.keeper(), other, part),
        new LogstarWitness(nonces.nonce().toInteger(), nonces.nonceRandomness()),
        signer.random());
  }

  @Override
  public void destroy() {
    nonces.destroy();
    masks.destroy();
    key.destroy();
  }
}
