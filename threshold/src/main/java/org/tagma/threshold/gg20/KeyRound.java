package org.tagma.threshold.gg20;

import java.util.Optional;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.pedersenequality.PedersenEqualityProof;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** R6: multiplies R by the part of kx; where the parts of the nonce do not fit, opens them. */
final class KeyRound implements Round {
  private final Signer signer;
  private final Nonces nonces;
  private final Masks masks;
  private final KeyPart key;

  KeyRound(Signer signer, Nonces nonces, Masks masks, KeyPart key) {
    this.signer = signer;
    this.nonces = nonces;
    this.masks = masks;
    this.key = key;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Optional<Step> objection = signer.objection(inbox, Gg20.NONCE, tasks);
    return objection.orElseGet(() -> next(inbox, tasks));
  }

  private Step next(Inbox inbox, Tasks tasks) {
    if (signer.signing().opens(inbox, Gg20.KEY)) {
      key.destroy();
      return new NonceOpener(signer, nonces, masks).open(inbox, tasks);
    }
    masks.destroy();
    Point part = key.value().times(signer.signing().nonce(inbox).orElseThrow());
    Gg20Key message = new Gg20Key(part, prove(inbox, part));
    return new Step.Next(new ShareRound(signer, nonces, key), Outbox.of(message));
  }

  private PedersenEqualityProof prove(Inbox inbox, Point part) {
    Proofs proofs = signer.proofs(inbox);
    return PedersenEqualityProof.prove(
        proofs.context(Gg20.KEY, Proofs.PED_EQ, signer.keeper(), 0),
        proofs.keyPart(signer.keeper(), part),
        key.witness(),
        signer.random());
  }

  @Override
  public void destroy() {
    nonces.destroy();
    masks.destroy();
    key.destroy();
  }
}
