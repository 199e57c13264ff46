package org.tagma.threshold.dkg;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
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

  private SortedMap<Integer, SealedShare> shares(Inbox inbox, Tasks tasks) {
    SharingContext.Stage stage = generation.context().stage(Dkg.DEAL, inbox.view(Dkg.COMMIT));
    List<Integer> receivers = new ArrayList<>();
    List<Supplier<SealedShare>> work = new ArrayList<>();
    generation
        .encryptionKeys(inbox)
        .forEach(
            (receiver, key) -> {
              if (receiver != local.keeper()) {
                receivers.add(receiver);
                work.add(seal(stage, receiver, key));
              }
            });
    List<SealedShare> sealed = tasks.all(work);
    SortedMap<Integer, SealedShare> shares = new TreeMap<>();
    for (int k = 0; k < sealed.size(); k++) {
      shares.put(receivers.get(k), sealed.get(k));
    }
    return shares;
  }

  /** Draws at once, so that the order of the work does not matter. */
  private Supplier<SealedShare> seal(SharingContext.Stage stage, int receiver, Point key) {
    Curve curve = generation.context().curve();
    SecretScalar oneTime = SecretScalar.random(curve, local.random());
    SecretScalar nonce = SecretScalar.random(curve, local.random());
    return () -> {
      try (oneTime;
          SecretScalar share = dealer.polynomial().at(receiver)) {
        return SealedShare.seal(stage, local.keeper(), receiver, share, key, oneTime, nonce);
      }
    };
  }

  @Override
  public void destroy() {
    dealer.destroy();
  }
}
