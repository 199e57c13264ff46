package org.tagma.threshold.reshare;

import java.util.Optional;
import java.util.SortedMap;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.Lagrange;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.secret.ShamirPolynomial;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.Receiver;
import org.tagma.threshold.sharing.SealedShares;
import org.tagma.threshold.sharing.SharingContext;

/** Round 2: a dealer shares its weighted share of the key among the new holders. */
final class DealRound implements Round {
  private final Resharing resharing;
  private final Local local;
  private final Receiver receiver;

  DealRound(Resharing resharing, Local local, Receiver receiver) {
    this.resharing = resharing;
    this.local = local;
    this.receiver = receiver;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    if (!resharing.dealers().contains(local.keeper())) {
      return next(Optional.empty(), Deal.none());
    }
    ShamirPolynomial polynomial = polynomial();
    return next(
        Optional.of(polynomial),
        Deal.of(polynomial.commit().points(), sealed(inbox, polynomial, tasks)));
  }

  private Step next(Optional<ShamirPolynomial> polynomial, Deal deal) {
    return new Step.Next(
        new ComplainRound(resharing, local, receiver, polynomial), Outbox.of(deal));
  }

  /** g_i: g_i(0) = lambda_i x_i, of degree t' - 1. */
  private ShamirPolynomial polynomial() {
    SharingContext context = resharing.context();
    SecretScalar share = local.share().orElseThrow().secret();
    Scalar weight = Lagrange.atZero(context.curve(), local.keeper(), resharing.dealers());
    try (SecretScalar weighted = share.times(weight)) {
      return ShamirPolynomial.sharing(weighted, context.threshold(), local.random());
    }
  }

  private SealedShares sealed(Inbox inbox, ShamirPolynomial polynomial, Tasks tasks) {
    SharingContext context = resharing.context();
    SortedMap<Integer, Point> receiverKeys = resharing.encryptionKeys(inbox);
    receiverKeys.keySet().retainAll(resharing.holders());
    receiverKeys.remove(local.keeper());
    return SealedShares.seal(
        context.stage(Reshare.DEAL, inbox.view(Reshare.KEY)),
        local.keeper(),
        polynomial::at,
        receiverKeys,
        local.random(),
        tasks);
  }

  @Override
  public void destroy() {
    receiver.destroy();
  }
}
