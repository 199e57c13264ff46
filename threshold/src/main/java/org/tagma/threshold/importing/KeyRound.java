package org.tagma.threshold.importing;

import org.tagma.threshold.frost.Nonces;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.sharing.Receiver;
import org.tagma.threshold.sharing.ReceiverKey;
import org.tagma.threshold.transcript.Bytes;

/** Round 1: draws the key that the share is sealed under, and nonces for the test signature. */
final class KeyRound implements Round {
  private final Importing importing;
  private final Local local;
  private final PrivateKeySource source;

  KeyRound(Importing importing, Local local, PrivateKeySource source) {
    this.importing = importing;
    this.local = local;
    this.source = source;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Receiver receiver = Receiver.draw(local.keeper(), importing.context().curve(), local.random());
    Nonces nonces = Nonces.fresh(importing.context().curve(), local.random());
    return new Step.Next(
        new DealRound(importing, local, source, new Drawn(receiver, nonces)),
        Outbox.of(
            new ImportKey(
                ReceiverKey.of(receiver),
                Bytes.of(nonces.hidingCommitment().encode()),
                Bytes.of(nonces.bindingCommitment().encode()))));
  }
}
