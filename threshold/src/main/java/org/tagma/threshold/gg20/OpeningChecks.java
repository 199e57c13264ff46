package org.tagma.threshold.gg20;

import java.math.BigInteger;
import java.util.Optional;
import java.util.SortedMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.paillier.Interval;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.round.Inbox;

/**
 * Whether what a signer opened is canonical, and is what it did (spec/protocols.md 1.7). An opening
 * that is shifted by a modulus would pass every equation, so ranges come first.
 */
final class OpeningChecks {
  private static final Interval MASKS = Interval.ofBits(ParameterSet.L_PRIME);

  private final Signing signing;
  private final Inbox inbox;
  private final Curve curve;
  private final SortedMap<Integer, Gg20Commit> commits;
  private final SortedMap<Integer, Gg20Products> products;

  OpeningChecks(Signing signing, Inbox inbox) {
    this.signing = signing;
    this.inbox = inbox;
    this.curve = signing.curve();
    this.commits = inbox.messages(Gg20.COMMIT, Gg20Commit.class);
    this.products = inbox.messages(Gg20.MULTIPLY, Gg20Products.class);
  }

  /** BLAME-5, each signer on its own. */
  Optional<Gg20Rule> nonceOpening(int keeper, Gg20NonceOpening opening) {
    if (!opening.products().keySet().equals(commits.get(keeper).proofs().keySet())) {
      return Optional.of(Gg20Rule.LENGTH);
    }
    boolean opens =
        isNonce(keeper, opening.nonce(), opening.nonceRandomness())
            && isBlinding(keeper, opening.blinding())
            && (signing.nonce(inbox).isEmpty() || isNoncePoint(keeper, opening.nonce()))
            && opening.products().entrySet().stream()
                .allMatch(e -> isProduct(keeper, opening, e.getKey(), e.getValue()));
    if (!opens) {
      return Optional.of(Gg20Rule.OPENING);
    }
    return isDelta(keeper, opening) ? Optional.empty() : Optional.of(Gg20Rule.DELTA);
  }

  /** BLAME-6, phase A: each signer on its own. */
  Optional<Gg20Rule> keyOpening(int keeper, Gg20KeyOpening opening) {
    if (!opening.products().keySet().equals(commits.get(keeper).proofs().keySet())) {
      return Optional.of(Gg20Rule.LENGTH);
    }
    boolean opens =
        isNonce(keeper, opening.nonce(), opening.nonceRandomness())
            && isNoncePoint(keeper, opening.nonce())
            && opening.products().entrySet().stream()
                .allMatch(e -> isKeyProduct(keeper, e.getKey(), e.getValue()));
    return opens ? Optional.empty() : Optional.of(Gg20Rule.OPENING);
  }

  /** BLAME-6, phase B, once phase A is clean for all: k S_i = k W_i + sum of (mu_ij - mu_ji) G. */
  boolean isKeyPart(int keeper, SortedMap<Integer, Gg20KeyOpening> openings) {
    BigInteger nonce =
        openings.values().stream()
            .map(Gg20KeyOpening::nonce)
            .reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger difference = BigInteger.ZERO;
    for (int other : signing.others(keeper)) {
      difference =
          difference
              .add(openings.get(keeper).products().get(other).product())
              .subtract(openings.get(other).products().get(keeper).product());
    }
    Scalar k = scalar(nonce);
    Point part = inbox.messages(Gg20.KEY, Gg20Key.class).get(keeper).part();
    Point expected =
        curve.multiplyAdd(
            k, signing.weightedShares().get(keeper), scalar(difference), curve.generator());
    return part.times(k).equals(expected);
  }

  /** k_i is in [0, q), and K_i encrypts it. */
  private boolean isNonce(int keeper, BigInteger nonce, BigInteger randomness) {
    return isReduced(nonce)
        && encrypts(signing.paillier(keeper), commits.get(keeper).nonce(), nonce, randomness);
  }

  /** gamma_i is in [0, q), and Gamma_i is its multiple of G. */
  private boolean isBlinding(int keeper, BigInteger blinding) {
    return isReduced(blinding)
        && inbox
            .messages(Gg20.REVEAL, Gg20Reveal.class)
            .get(keeper)
            .blinding()
            .equals(curve.generator().times(curve.scalar(blinding)));
  }

  /** D_ji = gamma_i (.) K_j (+) enc_j(beta'_ij; s_ij), and D_ij = enc_i(alpha_ij; r). */
  private boolean isProduct(
      int keeper, Gg20NonceOpening opening, int other, Gg20NonceOpening.ProductOpening product) {
    PaillierPublicKey key = signing.paillier(other);
    if (!MASKS.contains(product.mask()) || !key.isUnit(product.maskRandomness())) {
      return false;
    }
    BigInteger made =
        key.add(
            key.multiply(opening.blinding(), commits.get(other).nonce()),
            key.encrypt(product.mask(), product.maskRandomness()));
    return made.equals(products.get(keeper).to().get(other).blinding().product())
        && encrypts(
            signing.paillier(keeper),
            products.get(other).to().get(keeper).blinding().product(),
            product.product(),
            product.productRandomness());
  }

  /** Dh_ij = enc_i(mu_ij; r). */
  private boolean isKeyProduct(int keeper, int other, Gg20KeyOpening.ProductOpening product) {
    return encrypts(
        signing.paillier(keeper),
        products.get(other).to().get(keeper).key().product(),
        product.product(),
        product.randomness());
  }

  /** delta_i = k_i gamma_i + sum of (alpha_ij - beta'_ij). */
  private boolean isDelta(int keeper, Gg20NonceOpening opening) {
    BigInteger delta = opening.nonce().multiply(opening.blinding());
    for (Gg20NonceOpening.ProductOpening product : opening.products().values()) {
      delta = delta.add(product.product()).subtract(product.mask());
    }
    return inbox.messages(Gg20.DELTA, Gg20Delta.class).get(keeper).delta().equals(scalar(delta));
  }

  /** R_i = k_i R. */
  private boolean isNoncePoint(int keeper, BigInteger nonce) {
    Point expected = signing.nonce(inbox).orElseThrow().times(curve.scalar(nonce));
    return inbox.messages(Gg20.NONCE, Gg20Nonce.class).get(keeper).part().equals(expected);
  }

  private boolean isReduced(BigInteger value) {
    return value.signum() >= 0 && value.compareTo(curve.order()) < 0;
  }

  /** Whether the ciphertext is enc(m; r) of a number m nearest to zero. */
  private static boolean encrypts(
      PaillierPublicKey key, BigInteger ciphertext, BigInteger m, BigInteger randomness) {
    return key.signed(m).equals(m)
        && key.isUnit(randomness)
        && key.encrypt(m, randomness).equals(ciphertext);
  }

  private Scalar scalar(BigInteger value) {
    return curve.scalar(value.mod(curve.order()));
  }
}
