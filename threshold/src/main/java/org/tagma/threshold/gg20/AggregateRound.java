package org.tagma.threshold.gg20;

import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** The end: the signature is the sum of its shares, and is verified before it is given out. */
final class AggregateRound implements Round {
  private final Signing signing;

  AggregateRound(Signing signing) {
    this.signing = signing;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Point nonce = signing.nonce(inbox).orElseThrow();
    Scalar s =
        inbox.messages(Gg20.SHARE, Gg20Share.class).values().stream()
            .map(Gg20Share::share)
            .reduce(signing.curve().scalar(0), Scalar::plus);
    EcdsaSignature signature = EcdsaSignature.of(nonce, s);
    if (!signature.verify(signing.publicKey(), signing.request().digest())) {
      // every share passed, so this is a bug of ours and accuses nobody
      throw new IllegalStateException("the sum of good shares does not verify");
    }
    return new Step.Done(new Gg20Signature(signing.request().operationId(), signature));
  }
}
