package org.tagma.threshold.destroy;

import java.util.List;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** Phase 2: all members have promised, so the share is erased; says so. */
final class CommitRound implements Round {
  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    return new Step.Next(
        new ConcludeRound(),
        new Outbox(new DestroyMessage(), List.of(new Effect.Destroy(Destroy.destruction(inbox)))));
  }
}
