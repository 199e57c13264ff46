package org.tagma.threshold.repair;

import java.security.SecureRandom;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import javax.security.auth.Destroyable;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.secret.SecretScalar;

/** A secret in pieces, one for each helper: all of them add up to it, fewer say nothing. */
final class Pieces implements Destroyable {
  private final SortedMap<Integer, SecretScalar> byHelper; // d_ij

  private Pieces(SortedMap<Integer, SecretScalar> byHelper) {
    this.byHelper = byHelper;
  }

  /** Splits {@code secret}, which stays with the caller. */
  static Pieces split(SecretScalar secret, SortedSet<Integer> helpers, SecureRandom random) {
    Curve curve = secret.curve();
    SortedMap<Integer, SecretScalar> pieces = new TreeMap<>();
    SecretScalar rest = SecretScalar.of(secret.disclose());
    for (int helper : helpers.headSet(helpers.last())) {
      SecretScalar piece = SecretScalar.random(curve, random);
      pieces.put(helper, piece);
      try (SecretScalar before = rest;
          SecretScalar minus = piece.times(curve.scalar(1).negate())) {
        rest = before.plus(minus);
      }
    }
    pieces.put(helpers.last(), rest);
    return new Pieces(pieces);
  }

  /** The pieces as they are. */
  static Pieces of(SortedMap<Integer, SecretScalar> byHelper) {
    return new Pieces(new TreeMap<>(byHelper));
  }

  /** d_ij, a new secret. */
  SecretScalar of(int helper) {
    return SecretScalar.of(byHelper.get(helper).disclose());
  }

  /** Delta_ij, ascending by helper. */
  List<Point> commit() {
    return byHelper.values().stream().map(SecretScalar::timesGenerator).toList();
  }

  @Override
  public void destroy() {
    byHelper.values().forEach(SecretScalar::destroy);
  }

  @Override
  public boolean isDestroyed() {
    return byHelper.values().stream().allMatch(SecretScalar::isDestroyed);
  }

  @Override
  public String toString() {
    return "Pieces[redacted]";
  }
}
