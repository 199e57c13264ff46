package org.tagma.threshold.refresh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.tagma.threshold.generation.NewGeneration;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.sharing.Committed;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.DealJudge;
import org.tagma.threshold.sharing.ReceiverKey;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.transcript.Bytes;

/**
 * A session's public inputs to a refresh, and what follows from its messages.
 *
 * @param old the certificate of the generation whose shares are refreshed
 */
record Refreshing(Session session, CertificateContent old, SharingContext context)
    implements NewGeneration {
  /** Reads a session that {@link Refresh#accepts} has accepted. */
  static Refreshing of(Session session) {
    CertificateContent old = session.certificate().orElseThrow();
    return new Refreshing(session, old, SharingContext.of(session, old.curve()));
  }

  /** f_i(j) G, from deals that have been checked. */
  Point expected(Inbox inbox, int dealer, int receiver) {
    return Zero.at(committed(inbox).byDealer().get(dealer), receiver);
  }

  private Committed committed(Inbox inbox) {
    return inbox.derived(
        Refresh.DEAL,
        Committed.class,
        () -> Committed.of(context.curve(), inbox.messages(Refresh.DEAL, Deal.class)));
  }

  /** EK_j by keeper, from messages that have been checked. */
  SortedMap<Integer, Point> encryptionKeys(Inbox inbox) {
    return judge(inbox).encryptionKeys(inbox.messages(Refresh.KEY, ReceiverKey.class));
  }

  DealJudge judge(Inbox inbox) {
    return judge(context, inbox.views());
  }

  /**
   * A judge of one run.
   *
   * @param views view_0, view_1 and so on, as far as the run has got
   */
  static DealJudge judge(SharingContext context, List<Bytes> views) {
    return new DealJudge(context, views, RefreshRule::of, new ZeroDealing(context));
  }

  @Override
  public CertificateContent content(Inbox inbox) {
    Committed committed = committed(inbox); // outside: derivations do not nest
    return inbox.derived(Refresh.DEAL, CertificateContent.class, () -> content(committed));
  }

  private CertificateContent content(Committed committed) {
    List<Point> shares =
        old.holders().stream()
            .map(l -> refreshed(old.publicShare(l), committed.byDealer().values(), l))
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
        old.policy(),
        old.assetOwner(),
        old.origin());
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
