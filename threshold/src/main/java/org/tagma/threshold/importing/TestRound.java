package org.tagma.threshold.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.Scalar;
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
import org.tagma.threshold.transcript.Bytes;

/** Round 3: opens the share, and complains about a bad one, or signs a test with a good one. */
final class TestRound implements Round {
  private final Importing importing;
  private final Local local;
  private final Drawn drawn;
  private final Optional<ShamirPolynomial> polynomial; // f, of the dealer

  TestRound(Importing importing, Local local, Drawn drawn, Optional<ShamirPolynomial> polynomial) {
    this.importing = importing;
    this.local = local;
    this.drawn = drawn;
    this.polynomial = polynomial;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Receiver.Opened opened =
        drawn
            .receiver()
            .open(
                importing.context().stage(Import.TEST, inbox.view(Import.DEAL)),
                Deal.sharesFor(local.keeper(), Importing.deals(inbox)),
                dealer -> importing.commitment(inbox).at(local.keeper()),
                local.random(),
                tasks);
    List<SecretScalar> parts = new ArrayList<>(opened.shares().values());
    polynomial.ifPresent(own -> parts.add(own.at(local.keeper())));
    // x_j, or zero where there is a complaint, which ends the run
    SecretScalar share = SecretScalar.of(importing.context().curve().scalar(0)).plusAll(parts);
    Bytes response = opened.complaints().isEmpty() ? signed(inbox, share) : Bytes.empty();
    destroy();
    return new Step.Next(
        new CertifyTestedRound(importing, local, share),
        new Outbox(
            new TestShare(new Complaints(opened.complaints()), response),
            List.of(new Effect.Consume())));
  }

  /** z_j; the share has been checked against the dealer's commitments a moment ago. */
  private Bytes signed(Inbox inbox, SecretScalar share) {
    Scalar response = drawn.nonces().share(share, local.keeper(), importing.test(inbox));
    return Bytes.of(response.encode());
  }

  @Override
  public void destroy() {
    drawn.destroy();
    polynomial.ifPresent(ShamirPolynomial::destroy);
  }
}
