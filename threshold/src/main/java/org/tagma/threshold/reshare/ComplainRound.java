package org.tagma.threshold.reshare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.generation.CertifyRound;
import org.tagma.threshold.generation.WitnessRound;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.secret.ShamirPolynomial;
import org.tagma.threshold.sharing.Complaints;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.Receiver;

/** Round 3: a new holder opens its shares, complains about bad ones, and adds the good ones up. */
final class ComplainRound implements Round {
  private final Resharing resharing;
  private final Local local;
  private final Receiver receiver;
  private final Optional<ShamirPolynomial> polynomial; // g_i, of a dealer

  ComplainRound(
      Resharing resharing, Local local, Receiver receiver, Optional<ShamirPolynomial> polynomial) {
    this.resharing = resharing;
    this.local = local;
    this.receiver = receiver;
    this.polynomial = polynomial;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    if (!resharing.isHolder(local.keeper())) {
      destroy();
      return next(new WitnessRound(resharing), Complaints.none());
    }
    Receiver.Opened opened =
        receiver.open(
            resharing.context().stage(Reshare.COMPLAIN, inbox.view(Reshare.DEAL)),
            Deal.sharesFor(local.keeper(), inbox.messages(Reshare.DEAL, Deal.class)),
            dealer -> resharing.expected(inbox, dealer, local.keeper()),
            local.random(),
            tasks);
    List<SecretScalar> parts = new ArrayList<>(opened.shares().values());
    polynomial.ifPresent(own -> parts.add(own.at(local.keeper())));
    destroy();
    return next(
        new CertifyRound(resharing, local, sum(parts)), new Complaints(opened.complaints()));
  }

  private static Step next(Round round, Complaints complaints) {
    return new Step.Next(round, new Outbox(complaints, List.of(new Effect.Consume())));
  }

  /** x_j' = g_1(j) + g_2(j) + ...; uses the parts up. */
  private SecretScalar sum(List<SecretScalar> parts) {
    Curve curve = resharing.context().curve();
    return SecretScalar.of(curve.scalar(0)).plusAll(parts);
  }

  @Override
  public void destroy() {
    receiver.destroy();
    polynomial.ifPresent(ShamirPolynomial::destroy);
  }
}
