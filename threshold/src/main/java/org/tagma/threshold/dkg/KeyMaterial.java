package org.tagma.threshold.dkg;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.secret.FeldmanCommitment;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.sharing.Encoded;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.transcript.Bytes;

/**
 * The public outcome of the dealers' parts, the same for everybody.
 *
 * @param rid the common randomness: the exclusive or of all parts, 32 bytes
 * @param commitments by dealer
 * @param publicKey X, the sum of the constant terms
 * @param publicShares X_l by keeper
 */
public record KeyMaterial(
    Bytes rid,
    SortedMap<Integer, FeldmanCommitment> commitments,
    Point publicKey,
    SortedMap<Integer, Point> publicShares) {
  /** The outcome of deals that have been checked. */
  public static KeyMaterial of(SharingContext context, SortedMap<Integer, DkgDeal> deals) {
    byte[] rid = new byte[32];
    SortedMap<Integer, FeldmanCommitment> commitments = new TreeMap<>();
    deals.forEach(
        (dealer, deal) -> {
          byte[] part = deal.rid().toArray();
          for (int i = 0; i < rid.length; i++) {
            rid[i] ^= part[i];
          }
          commitments.put(
              dealer,
              new FeldmanCommitment(
                  Encoded.points(context.curve(), deal.coefficients()).orElseThrow()));
        });
    List<FeldmanCommitment> dealers = List.copyOf(commitments.values());
    SortedMap<Integer, Point> shares = new TreeMap<>();
    context.members().forEach(l -> shares.put(l, FeldmanCommitment.shareOf(dealers, l)));
    Point key = context.curve().sum(dealers.stream().map(FeldmanCommitment::constant).toList());
    return new KeyMaterial(Bytes.of(rid), commitments, key, shares);
  }

  /** x_i: the sum of the shares that one keeper got, its own included; a new secret. */
  public static SecretScalar share(Collection<SecretScalar> received) {
    SecretScalar sum = null;
    for (SecretScalar share : received) {
      SecretScalar next = sum == null ? SecretScalar.of(share.disclose()) : sum.plus(share);
      if (sum != null) {
        sum.destroy();
      }
      sum = next;
    }
    if (sum == null) {
      throw new IllegalArgumentException("no share");
    }
    return sum;
  }
}
