package org.tagma.threshold.refresh;

import java.util.ArrayList;
import java.util.List;
import org.tagma.threshold.generation.CertifyRound;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.sharing.Complaints;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.Receiver;

/** Round 3: opens the shares of zero, complains about bad ones, and adds the good ones up. */
final class ComplainRound implements Round {
  private final Refreshing refreshing;
  private final Local local;
  private final Receiver receiver;
  private final Zero zero;

  ComplainRound(Refreshing refreshing, Local local, Receiver receiver, Zero zero) {
    this.refreshing = refreshing;
    this.local = local;
    this.receiver = receiver;
    this.zero = zero;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Receiver.Opened opened =
        receiver.open(
            refreshing.context().stage(Refresh.COMPLAIN, inbox.view(Refresh.DEAL)),
            Deal.sharesFor(local.keeper(), inbox.messages(Refresh.DEAL, Deal.class)),
            dealer -> refreshing.expected(inbox, dealer, local.keeper()),
            local.random(),
            tasks);
    List<SecretScalar> zeros = new ArrayList<>(opened.shares().values());
    zeros.add(zero.at(local.keeper()));
    destroy();
    return new Step.Next(
        new CertifyRound(refreshing, local, refreshed(zeros)),
        new Outbox(new Complaints(opened.complaints()), List.of(new Effect.Consume())));
  }

  /** x_i' = x_i and all that was dealt; uses the zeros up. */
  private SecretScalar refreshed(List<SecretScalar> zeros) {
    return local.share().orElseThrow().secret().plusAll(zeros);
  }

  @Override
  public void destroy() {
    receiver.destroy();
    zero.destroy();
  }
}
