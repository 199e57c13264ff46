package org.tagma.threshold.ecies;

import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** The end: t good partials lead to the shared point. */
final class CombineRound implements Round {
  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Decrypting decrypting = Decrypting.of(inbox);
    return new Step.Done(
        new Decryption(
            decrypting,
            decrypting.sharedPoint(inbox.messages(Ecies.PARTIAL, PartialDecryption.class))));
  }
}
