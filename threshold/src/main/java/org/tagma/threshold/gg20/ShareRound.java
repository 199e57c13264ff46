package org.tagma.threshold.gg20;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;

/**
 * R7: the signature share; where the parts of the key do not add up to it, opens the products that
 * it was given (BLAME-6). Never both: nonce and share of one session give away the key share. The
 * secrets are gone before either leaves.
 */
final class ShareRound implements Round {
  private final Signer signer;
  private final Nonces nonces;
  private final KeyPart key;

  ShareRound(Signer signer, Nonces nonces, KeyPart key) {
    this.signer = signer;
    this.nonces = nonces;
    this.key = key;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Message message =
        signer.signing().opens(inbox, Gg20.SHARE) ? opening(inbox, tasks) : share(inbox);
    destroy();
    return new Step.Next(
        new AggregateRound(signer.signing()), new Outbox(message, List.of(new Effect.Consume())));
  }

  /** s_i = m k_i + r sigma_i. */
  private Gg20Share share(Inbox inbox) {
    Scalar r = EcdsaSignature.r(signer.signing().nonce(inbox).orElseThrow());
    try (SecretScalar first = nonces.nonce().times(signer.signing().message());
        SecretScalar second = key.value().times(r);
        SecretScalar sum = first.plus(second)) {
      Gg20Share share = new Gg20Share(sum.disclose());
      if (!signer.signing().fits(inbox, signer.keeper(), share)) {
        throw new KeyDamaged();
      }
      return share;
    }
  }

  private Gg20KeyOpening opening(Inbox inbox, Tasks tasks) {
    Map<Integer, Gg20Products> products = inbox.messages(Gg20.MULTIPLY, Gg20Products.class);
    return new Gg20KeyOpening(
        nonces.nonce().toInteger(),
        nonces.nonceRandomness(),
        signer.toOthers(
            tasks, other -> open(products.get(other).to().get(signer.keeper()).key().product())));
  }

  private Gg20KeyOpening.ProductOpening open(BigInteger product) {
    return new Gg20KeyOpening.ProductOpening(
        signer.paillier().decrypt(product), signer.paillier().randomness(product));
  }

  @Override
  public void destroy() {
    nonces.destroy();
    key.destroy();
  }
}
