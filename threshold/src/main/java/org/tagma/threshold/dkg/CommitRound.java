package org.tagma.threshold.dkg;

import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.transcript.Bytes;

/** K1: draws a polynomial and commits to it. */
final class CommitRound implements Round {
  private final KeyGeneration generation;
  private final Local local;

  CommitRound(KeyGeneration generation, Local local) {
    this.generation = generation;
    this.local = local;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Dealer dealer = Dealer.draw(local.keeper(), generation.context(), local.random());
    Bytes commitment =
        DkgCommitment.of(
            generation.context(),
            local.keeper(),
            dealer.rid(),
            dealer.coefficients().points(),
            dealer.proofCommitment(),
            dealer.opening());
    Bytes encryptionKey = Bytes.of(dealer.receiver().encryptionKey().encode());
    return new Step.Next(
        new DealRound(generation, local, dealer),
        Outbox.of(new DkgCommit(commitment, encryptionKey)));
  }
}
