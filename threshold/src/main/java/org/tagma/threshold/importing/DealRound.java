package org.tagma.threshold.importing;

import java.util.Optional;
import java.util.SortedMap;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.secret.ShamirPolynomial;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.SealedShares;
import org.tagma.threshold.sharing.SharingContext;

/** Round 2: the dealer shares the private key, and proves that it knows it. */
final class DealRound implements Round {
  private final Importing importing;
  private final Local local;
  private final PrivateKeySource source;
  private final Drawn drawn;

  DealRound(Importing importing, Local local, PrivateKeySource source, Drawn drawn) {
    this.importing = importing;
    this.local = local;
    this.source = source;
    this.drawn = drawn;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    if (!importing.isDealer(local.keeper())) {
      return next(Optional.empty(), ImportDeal.none());
    }
    try (SecretScalar privateKey = privateKey()) {
      ShamirPolynomial polynomial =
          ShamirPolynomial.sharing(privateKey, importing.context().threshold(), local.random());
      Deal deal = Deal.of(polynomial.commit().points(), sealed(inbox, polynomial, tasks));
      SchnorrProof proof =
          SchnorrProof.prove(
              importing.possession(inbox),
              privateKey,
              importing.request().publicKey(),
              SecretScalar.random(importing.context().curve(), local.random()));
      return next(Optional.of(polynomial), ImportDeal.of(deal, proof));
    }
  }

  private Step next(Optional<ShamirPolynomial> polynomial, ImportDeal deal) {
    return new Step.Next(new TestRound(importing, local, drawn, polynomial), Outbox.of(deal));
  }

  /** A dealer that was given no key, or another one, declines instead of looking like a liar. */
  private SecretScalar privateKey() {
    SecretScalar privateKey = source.privateKey(importing.session()).orElseThrow(KeyDamaged::new);
    if (privateKey.timesGenerator().equals(importing.request().publicKey())) {
      return privateKey;
    }
    privateKey.destroy();
    throw new KeyDamaged();
  }

  private SealedShares sealed(Inbox inbox, ShamirPolynomial polynomial, Tasks tasks) {
    SharingContext context = importing.context();
    SortedMap<Integer, Point> receiverKeys = importing.encryptionKeys(inbox);
    receiverKeys.remove(local.keeper());
    return SealedShares.seal(
        context.stage(Import.DEAL, inbox.view(Import.KEY)),
        local.keeper(),
        polynomial::at,
        receiverKeys,
        local.random(),
        tasks);
  }

  @Override
  public void destroy() {
    drawn.destroy();
  }
}
