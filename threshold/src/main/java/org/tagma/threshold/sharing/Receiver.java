package org.tagma.threshold.sharing;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.security.auth.Destroyable;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;

/**
 * A keeper that gets shares: ek_j, fresh for one run and never used again ({@code
 * spec/protocols.md} 2.2).
 */
public final class Receiver implements Destroyable {
  private final int keeper;
  private final SecretScalar decryptionKey;
  private final Point encryptionKey;

  private Receiver(int keeper, SecretScalar decryptionKey) {
    this.keeper = keeper;
    this.decryptionKey = decryptionKey;
    this.encryptionKey = decryptionKey.timesGenerator();
  }

  /** Draws a key. */
  public static Receiver draw(int keeper, Curve curve, SecureRandom random) {
    return new Receiver(keeper, SecretScalar.random(curve, random));
  }

  /** EK_j. */
  public Point encryptionKey() {
    return encryptionKey;
  }

  /**
   * What came of the shares.
   *
   * @param shares the good ones by dealer, new secrets
   * @param complaints about the bad ones, ascending by dealer
   */
  public record Opened(SortedMap<Integer, SecretScalar> shares, List<ShareComplaint> complaints) {}

  private record One(int dealer, SealedShare sealed, Optional<SecretScalar> share) {}

  /**
   * Opens shares that have passed the public checks, and complains about bad ones.
   *
   * @param stage of the message that carries the complaints
   * @param sealed the shares for this keeper, by dealer
   * @param expected f_i(j) G by dealer
   */
  public Opened open(
      SharingContext.Stage stage,
      SortedMap<Integer, SealedShare> sealed,
      IntFunction<Point> expected,
      SecureRandom random,
      Tasks tasks) {
    List<Supplier<One>> work = new ArrayList<>();
    sealed.forEach(
        (dealer, share) ->
            work.add(() -> open(stage.context(), dealer, share, expected.apply(dealer))));
    SortedMap<Integer, SecretScalar> shares = new TreeMap<>();
    List<ShareComplaint> complaints = new ArrayList<>();
    for (One one : tasks.all(work)) {
      one.share()
          .ifPresentOrElse(
              share -> shares.put(one.dealer(), share),
              () -> complaints.add(complain(stage, one, random)));
    }
    return new Opened(shares, complaints);
  }

  private One open(SharingContext context, int dealer, SealedShare sealed, Point expected) {
    try {
      Point sharedPoint = decryptionKey.times(sealed.oneTimeKey(context));
      return new One(
          dealer,
          sealed,
          sealed
              .open(context, dealer, keeper, encryptionKey, sharedPoint)
              .filter(share -> share.timesGenerator().equals(expected)));
    } catch (DecodingException e) {
      throw new IllegalStateException("a checked one-time key does not decode", e);
    }
  }

  private ShareComplaint complain(SharingContext.Stage stage, One bad, SecureRandom random) {
    return ShareComplaint.make(
        stage,
        keeper,
        bad.dealer(),
        bad.sealed(),
        decryptionKey,
        SecretScalar.random(stage.context().curve(), random));
  }

  @Override
  public void destroy() {
    decryptionKey.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return decryptionKey.isDestroyed();
  }

  @Override
  public String toString() {
    return "Receiver[" + keeper + ", redacted]";
  }
}
