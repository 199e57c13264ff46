package org.tagma.threshold.refresh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tagma.threshold.generation.NewGeneration;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.transcript.Binding;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * A session's public inputs to a refresh, and what follows from its messages.
 *
 * @param old the certificate of the generation whose shares are refreshed
 */
record Refreshing(Session session, CertificateContent old, SharingContext context)
    implements NewGeneration {
  /** Reads a session that {@link Refresh#accepts} has accepted. */
  static Refreshing of(Session session) {
    SessionPreimage preimage = session.preimage();
    CertificateContent old = session.certificate().orElseThrow();
    Binding binding =
        new Binding(
            preimage.protocol(),
            preimage.keyId(),
            preimage.generation(),
            Participant.rows(preimage.participants()),
            preimage.auxBundleHash());
    SharingContext context =
        new SharingContext(
            old.curve(),
            preimage.suite(),
            session.sid(),
            preimage.threshold(),
            session.members(),
            binding);
    return new Refreshing(session, old, context);
  }

  /** The coefficients of every dealer: points, C_1 to C_{t-1}. */
  private record Dealers(SortedMap<Integer, List<Point>> coefficients) {}

  /** f_i(j) G, from deals that have been checked. */
  Point expected(Inbox inbox, int dealer, int receiver) {
    return Zero.at(dealers(inbox).coefficients().get(dealer), receiver);
  }

  private Dealers dealers(Inbox inbox) {
    return inbox.derived(Refresh.DEAL, Dealers.class, () -> decoded(inbox));
  }

  private Dealers decoded(Inbox inbox) {
    SortedMap<Integer, List<Point>> coefficients = new TreeMap<>();
    inbox
        .messages(Refresh.DEAL, RefreshDeal.class)
        .forEach((dealer, deal) -> coefficients.put(dealer, deal.points(context.curve())));
    return new Dealers(coefficients);
  }

  /** EK_j by keeper, from messages that have been checked. */
  SortedMap<Integer, Point> encryptionKeys(Inbox inbox) {
    return judge(inbox).encryptionKeys(inbox.messages(Refresh.KEY, RefreshKey.class));
  }

  RefreshJudge judge(Inbox inbox) {
    return new RefreshJudge(
        context, IntStream.rangeClosed(0, inbox.round()).mapToObj(inbox::view).toList());
  }

  @Override
  public CertificateContent content(Inbox inbox) {
    Dealers dealers = dealers(inbox); // outside: derivations do not nest
    return inbox.derived(Refresh.DEAL, CertificateContent.class, () -> content(dealers));
  }

  private CertificateContent content(Dealers dealers) {
    List<Point> shares =
        old.holders().stream()
            .map(l -> refreshed(old.publicShare(l), dealers.coefficients().values(), l))
            .toList();
    return new CertificateContent(
        old.cluster(),
        session.sid(),
        old.keyId(),
        session.preimage().generation(),
        old.curve(),
        old.usage(),
        old.threshold(),
        session.preimage().participants(),
        old.publicKey(),
        shares,
        old.policy());
  }

  /** X_l' = X_l + f_1(l) G + f_2(l) G + ... */
  static Point refreshed(Point publicShare, Collection<List<Point>> dealers, int holder) {
    List<Point> sum = new ArrayList<>();
    sum.add(publicShare);
    dealers.forEach(coefficients -> sum.add(Zero.at(coefficients, holder)));
    return publicShare.curve().sum(sum);
  }

  @Override
  public Bytes rid(Inbox inbox) {
    return Bytes.empty();
  }
}
