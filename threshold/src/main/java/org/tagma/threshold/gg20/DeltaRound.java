package org.tagma.threshold.gg20;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.pedersen.PedersenProof;
import org.tagma.threshold.proof.pedersen.PedersenStatement;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;

/** R3: decrypts the products, and adds them up to parts of k gamma and of kx. */
final class DeltaRound implements Round {
  private final Signer signer;
  private final Nonces nonces;
  private final Masks masks;

  DeltaRound(Signer signer, Nonces nonces, Masks masks) {
    this.signer = signer;
    this.nonces = nonces;
    this.masks = masks;
  }

  /** Sums over all other signers, of integers. */
  private record Sums(BigInteger blinding, BigInteger key) {
    Sums plus(Sums other) {
      return new Sums(blinding.add(other.blinding), key.add(other.key));
    }

    @Override
    public String toString() {
      return "Sums[redacted]";
    }
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Optional<Step> objection = signer.objection(inbox, Gg20.MULTIPLY, tasks);
    return objection.orElseGet(() -> next(inbox, tasks));
  }

  private Step next(Inbox inbox, Tasks tasks) {
    Map<Integer, Gg20Products> products = inbox.messages(Gg20.MULTIPLY, Gg20Products.class);
    Sums received =
        signer
            .toOthers(tasks, other -> decrypt(products.get(other).to().get(signer.keeper())))
            .values()
            .stream()
            .reduce(new Sums(BigInteger.ZERO, BigInteger.ZERO), Sums::plus);
    BigInteger k = nonces.nonce().toInteger();
    BigInteger delta =
        k.multiply(nonces.blinding().toInteger())
            .add(received.blinding())
            .subtract(masks.blindingSum());
    KeyPart key = keyPart(k, received.key().subtract(masks.keySum()));
    masks.destroyKeyMasks();
    Point commitment = key.witness().commitment();
    Gg20Delta message =
        new Gg20Delta(signer.secret(delta).disclose(), commitment, prove(inbox, commitment, key));
    return new Step.Next(new RevealRound(signer, nonces, masks, key), Outbox.of(message));
  }

  /** alpha_ij and mu_ij. */
  private Sums decrypt(Gg20Products.Pair pair) {
    return new Sums(
        signer.paillier().decrypt(pair.blinding().product()),
        signer.paillier().decrypt(pair.key().product()));
  }

  /** sigma_i = k_i w_i + sum of (mu_ij - nu'_ij), and a fresh l_i. */
  private KeyPart keyPart(BigInteger nonce, BigInteger products) {
    try (SecretScalar share = signer.weightedShare()) {
      return new KeyPart(
          signer.secret(nonce.multiply(share.toInteger()).add(products)),
          SecretScalar.random(signer.curve(), signer.random()));
    }
  }

  private PedersenProof prove(Inbox inbox, Point commitment, KeyPart key) {
    return PedersenProof.prove(
        signer.proofs(inbox).context(Gg20.DELTA, Proofs.PED, signer.keeper(), 0),
        new PedersenStatement(commitment),
        key.witness(),
        signer.random());
  }

  @Override
  public void destroy() {
    nonces.destroy();
    masks.destroy();
  }
}
