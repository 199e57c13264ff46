package org.tagma.threshold.gg20;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.secret.Lagrange;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Binding;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tweak;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * A session's public inputs to threshold ECDSA.
 *
 * @param message m
 * @param tweak tau, zero without a tweak
 * @param publicKey X + tau G
 * @param weightedShares W_i: lambda_i X_i, and tau G more for the lowest id
 */
record Signing(
    Session session,
    Gg20Suite suite,
    Gg20Request request,
    Scalar message,
    Scalar tweak,
    Point publicKey,
    SortedMap<Integer, Point> weightedShares,
    Binding binding) {

  /** {@link #of} the inbox's session, read once for all who ask. */
  static Signing of(Inbox inbox) {
    return inbox.derived(0, Signing.class, () -> of(inbox.session()));
  }

  /** Reads a session that {@link Gg20#accepts} has accepted. */
  static Signing of(Session session) {
    try {
      Gg20Request request = Gg20Request.read(session.request());
      CertificateContent certificate = session.certificate().orElseThrow();
      Curve curve = certificate.curve();
      Scalar tweak = Tweak.scalar(curve, certificate.keyId(), request.tweak().orElse(null));
      Point tweakPoint = curve.generator().times(tweak);
      SessionPreimage preimage = session.preimage();
      return new Signing(
          session,
          Gg20Suite.named(preimage.suite()).orElseThrow(),
          request,
          EcdsaSignature.message(curve, request.digest()),
          tweak,
          certificate.publicKey().plus(tweakPoint),
          weightedShares(session, certificate, tweakPoint),
          new Binding(
              preimage.protocol(),
              preimage.keyId(),
              preimage.generation(),
              Participant.rows(preimage.participants()),
              preimage.auxBundleHash()));
    } catch (DecodingException e) {
      throw new IllegalArgumentException("not a session for GG20", e);
    }
  }

  private static SortedMap<Integer, Point> weightedShares(
      Session session, CertificateContent certificate, Point tweakPoint) {
    SortedMap<Integer, Point> shares = new TreeMap<>();
    for (int member : session.members()) {
      Scalar lambda = Lagrange.atZero(certificate.curve(), member, session.members());
      Point weighted = certificate.publicShare(member).times(lambda);
      shares.put(member, isLowest(session, member) ? weighted.plus(tweakPoint) : weighted);
    }
    return shares;
  }

  private static boolean isLowest(Session session, int member) {
    return session.members().first() == member;
  }

  /** w_i: a new secret. */
  SecretScalar weightedShare(KeyShare share) {
    int keeper = share.keeper();
    Scalar lambda = Lagrange.atZero(curve(), keeper, session.members());
    SecretScalar weighted = share.secret().times(lambda);
    if (!isLowest(session, keeper)) {
      return weighted;
    }
    try (weighted;
        SecretScalar tau = SecretScalar.of(tweak)) {
      return weighted.plus(tau);
    }
  }

  Curve curve() {
    return suite.curve();
  }

  AuxBundle aux() {
    return session.auxBundle().orElseThrow();
  }

  /** All other members, ascending. */
  List<Integer> others(int keeper) {
    return session.members().stream().filter(m -> m != keeper).toList();
  }

  /**
   * The context of a proof in a message of {@code round}.
   *
   * @param verifier 0 for everybody
   */
  ProofContext context(Inbox inbox, int round, String step, int prover, int verifier) {
    return new ProofContext(
        session.preimage().suite(),
        session.sid(),
        prover,
        verifier,
        binding.at(round, step, inbox.view(round - 1)));
  }

  PaillierPublicKey paillier(int keeper) {
    return aux().of(keeper).key();
  }

  /** R, worked out from rounds 3 and 4; empty when there is none. */
  private record NoncePoint(Optional<Point> point) {}

  /** Whether an equation over all members holds. */
  private record Balance(boolean holds) {}

  /** R = delta^-1 Gamma; empty when delta is zero or Gamma the identity: somebody lied then. */
  Optional<Point> nonce(Inbox inbox) {
    return inbox
        .derived(Gg20.REVEAL, NoncePoint.class, () -> new NoncePoint(noncePoint(inbox)))
        .point();
  }

  private Optional<Point> noncePoint(Inbox inbox) {
    Scalar delta =
        inbox.messages(Gg20.DELTA, Gg20Delta.class).values().stream()
            .map(Gg20Delta::delta)
            .reduce(curve().scalar(0), Scalar::plus);
    Point blinding =
        curve()
            .sum(
                inbox.messages(Gg20.REVEAL, Gg20Reveal.class).values().stream()
                    .map(Gg20Reveal::blinding)
                    .toList());
    return delta.isZero() || blinding.isIdentity()
        ? Optional.empty()
        : Optional.of(blinding.times(delta.invert()));
  }

  /**
   * Whether the messages of {@code round} are openings, since an equation over those of the round
   * before does not hold.
   */
  boolean opens(Inbox inbox, int round) {
    return round >= Gg20.NONCE
        && !inbox
            .derived(round - 1, Balance.class, () -> new Balance(balances(inbox, round - 1)))
            .holds();
  }

  private boolean balances(Inbox inbox, int round) {
    return switch (round) {
      case Gg20.REVEAL -> nonce(inbox).isPresent();
      case Gg20.NONCE ->
          curve()
              .sum(
                  inbox.messages(round, Gg20Nonce.class).values().stream()
                      .map(Gg20Nonce::part)
                      .toList())
              .equals(curve().generator());
      default ->
          curve()
              .sum(
                  inbox.messages(round, Gg20Key.class).values().stream()
                      .map(Gg20Key::part)
                      .toList())
              .equals(publicKey);
    };
  }

  /** Whether a round before {@code round} had openings: nobody honest sends anything more. */
  boolean isOver(Inbox inbox, int round) {
    for (int earlier = Gg20.NONCE; earlier < round; earlier++) {
      if (opens(inbox, earlier)) {
        return true;
      }
    }
    return false;
  }

  /** s_i R = m R_i + r S_i. */
  boolean fits(Inbox inbox, int keeper, Gg20Share share) {
    Point nonce = nonce(inbox).orElseThrow();
    Point noncePart = inbox.messages(Gg20.NONCE, Gg20Nonce.class).get(keeper).part();
    Point keyPart = inbox.messages(Gg20.KEY, Gg20Key.class).get(keeper).part();
    return nonce
        .times(share.share())
        .equals(curve().multiplyAdd(message, noncePart, EcdsaSignature.r(nonce), keyPart));
  }
}
