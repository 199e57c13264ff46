package org.tagma.threshold.dkg;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.tagma.threshold.generation.NewGeneration;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.sharing.SharingJudge;
import org.tagma.threshold.transcript.Binding;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.wire.SessionPreimage;

/** A session's public inputs to key generation, and what follows from its messages. */
record KeyGeneration(Session session, DkgRequest request, SharingContext context)
    implements NewGeneration {
  /** Reads a session that {@link Dkg#accepts} has accepted. */
  static KeyGeneration of(Session session) {
    try {
      DkgRequest request = DkgRequest.read(session.request());
      SessionPreimage preimage = session.preimage();
      Binding binding =
          new Binding(
              preimage.protocol(),
              preimage.keyId(),
              preimage.generation(),
              Participant.rows(preimage.participants()),
              preimage.auxBundleHash());
      SharingContext context =
          new SharingContext(
              request.curve(),
              preimage.suite(),
              session.sid(),
              preimage.threshold(),
              session.members(),
              binding);
      return new KeyGeneration(session, request, context);
    } catch (DecodingException e) {
      throw new IllegalArgumentException("not a session for key generation", e);
    }
  }

  DkgJudge judge(Inbox inbox) {
    return new DkgJudge(
        context, IntStream.rangeClosed(0, inbox.round()).mapToObj(inbox::view).toList());
  }

  /** EK_j by keeper, from K1, whose messages have been checked. */
  SortedMap<Integer, Point> encryptionKeys(Inbox inbox) {
    return new SharingJudge(context, DkgRule::of)
        .points(DkgCommit.encryptionKeys(inbox.messages(Dkg.COMMIT, DkgCommit.class)));
  }

  /** What the key is certified for: a rotated one for what it was before. */
  private KeyUsage usage() {
    return request
        .usage()
        .or(() -> session.certificate().map(CertificateContent::usage))
        .orElse(KeyUsage.SIGN);
  }

  /** Who the key belongs to: a rotated one to whom it did before, unless the request says. */
  private Optional<String> owner() {
    return request
        .assetOwner()
        .or(() -> session.certificate().flatMap(CertificateContent::assetOwner));
  }

  /** What follows from K2, whose messages have been checked. */
  KeyMaterial material(Inbox inbox) {
    return inbox.derived(
        Dkg.DEAL,
        KeyMaterial.class,
        () -> KeyMaterial.of(context, inbox.messages(Dkg.DEAL, DkgDeal.class)));
  }

  @Override
  public CertificateContent content(Inbox inbox) {
    KeyMaterial material = material(inbox); // outside: derivations do not nest
    return inbox.derived(Dkg.DEAL, CertificateContent.class, () -> content(material));
  }

  private CertificateContent content(KeyMaterial material) {
    SessionPreimage preimage = session.preimage();
    return new CertificateContent(
        preimage.cluster(),
        session.sid(),
        preimage.keyId(),
        preimage.generation(),
        context.curve(),
        usage(),
        preimage.threshold(),
        preimage.participants(),
        material.publicKey(),
        List.copyOf(material.publicShares().values()),
        request.policy(),
        owner(),
        Optional.empty());
  }

  @Override
  public Bytes rid(Inbox inbox) {
    return material(inbox).rid();
  }
}
