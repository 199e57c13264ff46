package org.tagma.threshold.repair;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.sharing.Committed;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.ReceiverKey;
import org.tagma.threshold.sharing.SharingContext;

/**
 * A session's public inputs to a repair, and what follows from its messages.
 *
 * @param repaired the holder that lost its share
 * @param helpers the other members
 */
record Repairing(
    CertificateContent certificate,
    int repaired,
    SortedSet<Integer> helpers,
    SharingContext context) {
  /** Reads a session that {@link Repair#accepts} has accepted. */
  static Repairing of(Session session) {
    try {
      CertificateContent certificate = session.certificate().orElseThrow();
      int repaired = RepairRequest.read(session.request()).repaired();
      SortedSet<Integer> helpers = new TreeSet<>(session.members());
      helpers.remove(repaired);
      return new Repairing(
          certificate, repaired, helpers, SharingContext.of(session, certificate.curve()));
    } catch (DecodingException e) {
      throw new IllegalArgumentException("not a session for a repair", e);
    }
  }

  SplitDealing dealing() {
    return SplitDealing.of(helpers, repaired, certificate::publicShare);
  }

  RepairJudge judge(Inbox inbox) {
    return new RepairJudge(context, inbox.views(), dealing(), repaired);
  }

  /** Delta_ij, from deals that have been checked. */
  Point expectedPiece(Inbox inbox, int dealer, int helper) {
    List<Point> pieces = committed(inbox).byDealer().get(dealer);
    return dealing().at(pieces, helper);
  }

  /** sigma_j G, from deals that have been checked. */
  Point expectedSum(Inbox inbox, int helper) {
    return dealing().sum(committed(inbox).byDealer().values(), helper);
  }

  private Committed committed(Inbox inbox) {
    return inbox.derived(
        Repair.DEAL,
        Committed.class,
        () -> Committed.of(context.curve(), inbox.messages(Repair.DEAL, Deal.class)));
  }

  /** EK_j by keeper, from messages that have been checked. */
  SortedMap<Integer, Point> encryptionKeys(Inbox inbox) {
    return judge(inbox).deals().encryptionKeys(inbox.messages(Repair.KEY, ReceiverKey.class));
  }
}
