package org.tagma.threshold.repair;

import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.sharing.Complaints;

/** Round 4 of a helper: it has nothing to say to what the others sent elsewhere. */
final class EndRound implements Round {
  private final Repairing repairing;

  EndRound(Repairing repairing) {
    this.repairing = repairing;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    return new Step.Next(new ConcludeRound(repairing), Outbox.of(Complaints.none()));
  }
}
