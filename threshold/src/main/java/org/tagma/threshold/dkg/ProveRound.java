package org.tagma.threshold.dkg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;

/** K3: opens the shares, complains about bad ones, and proves that it knows its part of the key. */
final class ProveRound implements Round {
  private final KeyGeneration generation;
  private final Local local;
  private final Dealer dealer;

  ProveRound(KeyGeneration generation, Local local, Dealer dealer) {
    this.generation = generation;
    this.local = local;
    this.dealer = dealer;
  }

  /** A dealer's sealed share for this keeper, opened; empty when it is bad. */
  private record Opened(int dealer, SealedShare sealed, Optional<SecretScalar> share) {}

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    SharingContext.Stage stage = generation.context().stage(Dkg.PROVE, inbox.view(Dkg.DEAL));
    List<Opened> opened = open(inbox, tasks);
    List<ShareComplaint> complaints = new ArrayList<>();
    List<SecretScalar> shares = new ArrayList<>();
    shares.add(dealer.polynomial().at(local.keeper()));
    for (Opened one : opened) {
      one.share().ifPresentOrElse(shares::add, () -> complaints.add(complain(stage, one)));
    }
    SecretScalar share = KeyMaterial.share(shares);
    shares.forEach(SecretScalar::destroy);
    SchnorrProof proof = prove(stage, generation.material(inbox));
    dealer.destroy();
    DkgProof message =
        new DkgProof(
            Bytes.of(proof.commitment().encode()), Bytes.of(proof.response().encode()), complaints);
    return new Step.Next(
        new CertifyRound(generation, local, share),
        new Outbox(message, List.of(new Effect.Consume())));
  }

  private List<Opened> open(Inbox inbox, Tasks tasks) {
    KeyMaterial material = generation.material(inbox);
    SortedMap<Integer, DkgDeal> deals = inbox.messages(Dkg.DEAL, DkgDeal.class);
    List<Supplier<Opened>> work = new ArrayList<>();
    deals.forEach(
        (from, deal) -> {
          if (from != local.keeper()) {
            SealedShare sealed = deal.shares().get(local.keeper());
            Point expected = material.commitments().get(from).at(local.keeper());
            work.add(() -> new Opened(from, sealed, open(from, sealed, expected)));
          }
        });
    return tasks.all(work);
  }

  private Optional<SecretScalar> open(int from, SealedShare sealed, Point expected) {
    SharingContext context = generation.context();
    try {
      Point sharedPoint = dealer.decryptionKey().times(sealed.oneTimeKey(context));
      return sealed
          .open(context, from, local.keeper(), dealer.encryptionKey(), sharedPoint)
          .filter(share -> share.timesGenerator().equals(expected));
    } catch (DecodingException e) {
      throw new IllegalStateException("a checked one-time key does not decode", e);
    }
  }

  private ShareComplaint complain(SharingContext.Stage stage, Opened bad) {
    Curve curve = generation.context().curve();
    return ShareComplaint.make(
        stage,
        local.keeper(),
        bad.dealer(),
        bad.sealed(),
        dealer.decryptionKey(),
        SecretScalar.random(curve, local.random()));
  }

  private SchnorrProof prove(SharingContext.Stage stage, KeyMaterial material) {
    try (SecretScalar constant = dealer.polynomial().constant()) {
      return SchnorrProof.prove(
          DkgJudge.possession(stage, local.keeper(), material.rid()),
          constant,
          dealer.coefficients().constant(),
          dealer.proofNonce());
    }
  }

  @Override
  public void destroy() {
    dealer.destroy();
  }
}
