package org.tagma.threshold.dkg;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.generation.CertifyRound;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.sharing.Receiver;
import org.tagma.threshold.sharing.SealedShare;
import org.tagma.threshold.sharing.SharingContext;
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

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    SharingContext.Stage stage = generation.context().stage(Dkg.PROVE, inbox.view(Dkg.DEAL));
    KeyMaterial material = generation.material(inbox);
    Receiver.Opened opened =
        dealer
            .receiver()
            .open(
                stage,
                sealed(inbox),
                from -> material.commitments().get(from).at(local.keeper()),
                local.random(),
                tasks);
    List<SecretScalar> shares = new ArrayList<>(opened.shares().values());
    shares.add(dealer.polynomial().at(local.keeper()));
    SecretScalar share = KeyMaterial.share(shares);
    shares.forEach(SecretScalar::destroy);
    SchnorrProof proof = prove(stage, material);
    dealer.destroy();
    DkgProof message =
        new DkgProof(
            Bytes.of(proof.commitment().encode()),
            Bytes.of(proof.response().encode()),
            opened.complaints());
    return new Step.Next(
        new CertifyRound(generation, local, share),
        new Outbox(message, List.of(new Effect.Consume())));
  }

  /** The shares for this keeper, by dealer. */
  private SortedMap<Integer, SealedShare> sealed(Inbox inbox) {
    SortedMap<Integer, SealedShare> sealed = new TreeMap<>();
    inbox
        .messages(Dkg.DEAL, DkgDeal.class)
        .forEach(
            (from, deal) -> {
              if (from != local.keeper()) {
                sealed.put(from, deal.shares().byReceiver().get(local.keeper()));
              }
            });
    return sealed;
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
