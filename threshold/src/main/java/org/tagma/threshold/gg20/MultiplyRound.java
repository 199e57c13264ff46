package org.tagma.threshold.gg20;

import java.math.BigInteger;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.proof.affg.AffgProof;
import org.tagma.threshold.proof.affine.AffineWitness;
import org.tagma.threshold.proof.affp.AffpProof;
import org.tagma.threshold.proof.affp.AffpWitness;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;

/**
 * R2: multiplies each other signer's encrypted nonce by the blinding factor, and by the share of
 * the key.
 */
final class MultiplyRound implements Round {
  private final Signer signer;
  private final Nonces nonces;

  MultiplyRound(Signer signer, Nonces nonces) {
    this.signer = signer;
    this.nonces = nonces;
  }

  /** The products for one signer, and their masks. */
  private record Made(Gg20Products.Pair pair, Mask blinding, Mask key) {
    @Override
    public String toString() {
      return "Made[redacted]";
    }
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Optional<Step> objection = signer.objection(inbox, Gg20.COMMIT, tasks);
    return objection.orElseGet(() -> next(inbox, tasks));
  }

  private Step next(Inbox inbox, Tasks tasks) {
    SortedMap<Integer, Made> made;
    try (SecretScalar share = signer.weightedShare()) {
      BigInteger w = share.toInteger();
      Proofs proofs = signer.proofs(inbox);
      made = signer.toOthers(tasks, other -> make(proofs, other, w));
    }
    SortedMap<Integer, Gg20Products.Pair> pairs = new TreeMap<>();
    SortedMap<Integer, Mask> blinding = new TreeMap<>();
    SortedMap<Integer, Mask> key = new TreeMap<>();
    made.forEach(
        (other, one) -> {
          pairs.put(other, one.pair());
          blinding.put(other, one.blinding());
          key.put(other, one.key());
        });
    return new Step.Next(
        new DeltaRound(signer, nonces, new Masks(blinding, key)),
        Outbox.of(new Gg20Products(pairs)));
  }

  private Made make(Proofs proofs, int other, BigInteger weightedShare) {
    PaillierPublicKey theirs = proofs.moduli().paillier(other);
    Mask blindingMask = Mask.random(theirs, signer.paillier(), signer.random());
    Mask keyMask = Mask.random(theirs, signer.paillier(), signer.random());
    BigInteger gamma = nonces.blinding().toInteger();
    Gg20Products.Masked blinding = product(proofs, other, gamma, blindingMask);
    Gg20Products.Masked key = product(proofs, other, weightedShare, keyMask);
    return new Made(
        new Gg20Products.Pair(
            blinding,
            proveBlinding(proofs, other, blinding, witness(gamma, blindingMask)),
            key,
            proveKey(proofs, other, key, witness(weightedShare, keyMask))),
        blindingMask,
        keyMask);
  }

  /** D = x (.) K_j (+) enc_j(y; s) and F = enc_i(y; r). */
  private Gg20Products.Masked product(Proofs proofs, int other, BigInteger factor, Mask mask) {
    PaillierPublicKey theirs = proofs.moduli().paillier(other);
    BigInteger nonce = proofs.inbox().messages(Gg20.COMMIT, Gg20Commit.class).get(other).nonce();
    BigInteger product =
        theirs.add(
            theirs.multiplySecret(factor, nonce, signer.random()),
            theirs.encrypt(mask.value(), mask.randomness()));
    return new Gg20Products.Masked(
        product, signer.paillier().encrypt(mask.value(), mask.ownRandomness()));
  }

  private static AffineWitness witness(BigInteger factor, Mask mask) {
    return new AffineWitness(factor, mask.value(), mask.randomness(), mask.ownRandomness());
  }

  private AffpProof proveBlinding(
      Proofs proofs, int other, Gg20Products.Masked masked, AffineWitness witness) {
    return AffpProof.prove(
        proofs.context(Gg20.MULTIPLY, Proofs.AFF_P, signer.keeper(), other),
        proofs.blindingProduct(signer.keeper(), other, masked),
        new AffpWitness(witness, nonces.blindingRandomness()),
        signer.random());
  }

  private AffgProof proveKey(
      Proofs proofs, int other, Gg20Products.Masked masked, AffineWitness witness) {
    return AffgProof.prove(
        proofs.context(Gg20.MULTIPLY, Proofs.AFF_G, signer.keeper(), other),
        proofs.keyProduct(signer.keeper(), other, masked),
        witness,
        signer.random());
  }

  @Override
  public void destroy() {
    nonces.destroy();
  }
}
