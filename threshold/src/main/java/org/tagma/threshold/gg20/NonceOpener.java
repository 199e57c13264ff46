package org.tagma.threshold.gg20;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** Opens what a signer did for the nonce (BLAME-5), and forgets it. */
record NonceOpener(Signer signer, Nonces nonces, Masks masks) {
  Step open(Inbox inbox, Tasks tasks) {
    Map<Integer, Gg20Products> products = inbox.messages(Gg20.MULTIPLY, Gg20Products.class);
    Gg20NonceOpening message =
        new Gg20NonceOpening(
            nonces.nonce().toInteger(),
            nonces.nonceRandomness(),
            nonces.blinding().toInteger(),
            signer.toOthers(
                tasks, other -> open(other, products.get(other).to().get(signer.keeper()))));
    nonces.destroy();
    masks.destroy();
    return new Step.Next(
        new AggregateRound(signer.signing()), new Outbox(message, List.of(new Effect.Consume())));
  }

  private Gg20NonceOpening.ProductOpening open(int other, Gg20Products.Pair given) {
    Mask mask = masks.blinding(other);
    BigInteger product = given.blinding().product();
    return new Gg20NonceOpening.ProductOpening(
        mask.value(),
        mask.randomness(),
        signer.paillier().decrypt(product),
        signer.paillier().randomness(product));
  }

  @Override
  public String toString() {
    return "NonceOpener[redacted]";
  }
}
