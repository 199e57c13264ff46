package org.tagma.threshold.ecies;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.proof.dleq.DleqProof;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.secret.Lagrange;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Binding;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.transcript.Tweak;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.wire.SessionPreimage;
import org.tagma.threshold.wire.Views;

/** A session's public inputs to threshold decryption, and what its parts have been found to be. */
final class Decrypting {
  private final Session session;
  private final CertificateContent certificate;
  private final AssociatedData associated;
  private final CiphertextHeader header;
  private final Map<Part, Judged> judged = new ConcurrentHashMap<>();

  private record Part(int keeper, PartialDecryption partial) {}

  /** d where all points decode, and what the part breaks. */
  private record Judged(Optional<Point> d, Optional<Offence> offence) {}

  Decrypting(
      Session session,
      CertificateContent certificate,
      AssociatedData associated,
      CiphertextHeader header) {
    this.session = session;
    this.certificate = certificate;
    this.associated = associated;
    this.header = header;
  }

  /** {@link #of} the inbox's session, read once for all who ask. */
  static Decrypting of(Inbox inbox) {
    return inbox.derived(0, Decrypting.class, () -> of(inbox.session()));
  }

  /** Reads a session that {@link Ecies#accepts} has accepted. */
  static Decrypting of(Session session) {
    try {
      DecryptRequest request = DecryptRequest.read(session.request());
      return new Decrypting(
          session,
          session.certificate().orElseThrow(),
          request.associated(),
          CiphertextHeader.decode(request.header().toArray()));
    } catch (DecodingException e) {
      throw new IllegalArgumentException("not a session for ECIES", e);
    }
  }

  CertificateContent certificate() {
    return certificate;
  }

  AssociatedData associated() {
    return associated;
  }

  CiphertextHeader header() {
    return header;
  }

  Curve curve() {
    return certificate.curve();
  }

  /** d_i with its proof; {@code nonce} is used up. */
  PartialDecryption partial(KeyShare share, SecretScalar nonce, SecureRandom blinding) {
    Point u = header.u();
    Point d = share.secret().times(u, blinding);
    Point publicShare = certificate.publicShare(share.keeper());
    return PartialDecryption.of(
        d, DleqProof.prove(context(share.keeper()), u, share.secret(), publicShare, d, nonce));
  }

  /** What {@code keeper}'s partial breaks; each is judged once. */
  Optional<Offence> offence(int keeper, PartialDecryption partial) {
    return judged(keeper, partial).offence();
  }

  private Judged judged(int keeper, PartialDecryption partial) {
    return judged.computeIfAbsent(
        new Part(keeper, partial),
        part ->
            partial
                .points(curve())
                .map(points -> judge(keeper, partial, points))
                .orElseGet(
                    () ->
                        new Judged(
                            Optional.empty(), Optional.of(offence(keeper, EciesRule.POINT)))));
  }

  /** A proof is judged against the certified share only. */
  private Judged judge(int keeper, PartialDecryption partial, PartialDecryption.Points points) {
    Point d = points.d();
    boolean holds =
        partial
            .proof(points)
            .filter(p -> p.verify(context(keeper), header.u(), certificate.publicShare(keeper), d))
            .isPresent();
    return new Judged(
        Optional.of(d), holds ? Optional.empty() : Optional.of(offence(keeper, EciesRule.DLEQ)));
  }

  private static Offence offence(int keeper, EciesRule rule) {
    return Offence.of(keeper, rule, Ecies.PARTIAL);
  }

  /**
   * Z = sum of lambda_i d_i + tau u, from the first t of these partials, all of which have been
   * checked.
   */
  Point sharedPoint(SortedMap<Integer, PartialDecryption> partials) {
    List<Integer> quorum = partials.keySet().stream().limit(certificate.threshold()).toList();
    if (quorum.size() < certificate.threshold()) {
      throw new IllegalStateException("fewer than t partial decryptions");
    }
    List<Scalar> factors = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    for (int keeper : quorum) {
      factors.add(Lagrange.atZero(curve(), keeper, quorum));
      points.add(judged(keeper, partials.get(keeper)).d().orElseThrow());
    }
    factors.add(Tweak.scalar(curve(), certificate.keyId(), associated.tweak().orElse(null)));
    points.add(header.u());
    return curve().multiSum(factors, points);
  }

  /** spec/protocols.md 9, item 24. */
  ProofContext context(int prover) {
    SessionPreimage preimage = session.preimage();
    Binding binding =
        new Binding(
            preimage.protocol(),
            preimage.keyId(),
            preimage.generation(),
            Participant.rows(preimage.participants()),
            preimage.auxBundleHash());
    return new ProofContext(
        preimage.suite(),
        session.sid(),
        prover,
        0,
        binding.at(
            Ecies.PARTIAL, "partial", Views.initial(session.sid()), Tlv.of().bytes(header.hash())));
  }
}
