package org.tagma.threshold.ecies;

import java.util.List;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;

/** The one round: a partial decryption and its proof, for a ciphertext that has been checked. */
final class PartialRound implements Round {
  private final Local local;

  PartialRound(Local local) {
    this.local = local;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Decrypting decrypting = Decrypting.of(inbox);
    KeyShare share = local.share().orElseThrow();
    SecretScalar nonce = SecretScalar.random(decrypting.curve(), local.random());
    PartialDecryption partial = decrypting.partial(share, nonce, local.random());
    if (decrypting.offence(share.keeper(), partial).isPresent()) {
      throw new KeyDamaged();
    }
    return new Step.Next(new CombineRound(), new Outbox(partial, List.of(new Effect.Consume())));
  }
}
