package org.tagma.threshold.dkg;

import java.util.SortedMap;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.sharing.SealedShares;
import org.tagma.threshold.transcript.Bytes;

/** K2: opens the commitment and deals a share to every other keeper. */
final class DealRound implements Round {
  private final KeyGeneration generation;
  private final Local local;
  private final Dealer dealer;

  DealRound(KeyGeneration generation, Local local, Dealer dealer) {
    this.generation = generation;
    this.local = local;
    this.dealer = dealer;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    DkgDeal deal =
        new DkgDeal(
            dealer.rid(),
            dealer.coefficients().points().stream().map(c -> Bytes.of(c.encode())).toList(),
            Bytes.of(dealer.proofCommitment().encode()),
            dealer.opening(),
            shares(inbox, tasks));
    return new Step.Next(new ProveRound(generation, local, dealer), Outbox.of(deal));
  }

  private SealedShares shares(Inbox inbox, Tasks tasks) {
    SortedMap<Integer, Point> receiverKeys = generation.encryptionKeys(inbox);
    receiverKeys.remove(local.keeper());
    return SealedShares.seal(
        generation.context().stage(Dkg.DEAL, inbox.view(Dkg.COMMIT)),
        local.keeper(),
        dealer.polynomial()::at,
        receiverKeys,
        local.random(),
        tasks);
  }

  @Override
  public void destroy() {
    dealer.destroy();
  }
}
