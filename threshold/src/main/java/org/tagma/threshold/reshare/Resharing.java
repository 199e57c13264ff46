package org.tagma.threshold.reshare;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagma.threshold.generation.NewGeneration;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.secret.FeldmanCommitment;
import org.tagma.threshold.sharing.Committed;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.DealJudge;
import org.tagma.threshold.sharing.ReceiverKey;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.transcript.Bytes;

/**
 * A session's public inputs to a resharing, and what follows from its messages.
 *
 * @param old the certificate of the generation that is shared anew
 * @param holders the new ones
 * @param dealers a quorum of the old ones: the first t of those that take part
 */
record Resharing(
    Session session,
    CertificateContent old,
    SortedSet<Integer> holders,
    SortedSet<Integer> dealers,
    SharingContext context)
    implements NewGeneration {
  /** Reads a session that {@link Reshare#accepts} has accepted. */
  static Resharing of(Session session) {
    try {
      CertificateContent old = session.certificate().orElseThrow();
      return new Resharing(
          session,
          old,
          ReshareRequest.read(session.request()).holders(old),
          dealers(old, session.members()),
          SharingContext.of(session, old.curve()));
    } catch (DecodingException e) {
      throw new IllegalArgumentException("not a session for resharing", e);
    }
  }

  /** The first t of the old holders among {@code members}; fewer where there are no more. */
  static SortedSet<Integer> dealers(CertificateContent old, SortedSet<Integer> members) {
    Set<Integer> held = old.holders();
    return new TreeSet<>(members.stream().filter(held::contains).limit(old.threshold()).toList());
  }

  boolean isHolder(int keeper) {
    return holders.contains(keeper);
  }

  DealJudge judge(Inbox inbox) {
    return judge(
        context,
        inbox.views(),
        WeightedDealing.of(dealers, old::publicShare, holders, context.threshold()));
  }

  /**
   * A judge of one run.
   *
   * @param views view_0, view_1 and so on, as far as the run has got
   */
  static DealJudge judge(SharingContext context, List<Bytes> views, WeightedDealing dealing) {
    return new DealJudge(context, views, ReshareRule::of, dealing);
  }

  /** g_i(j) G, from deals that have been checked. */
  Point expected(Inbox inbox, int dealer, int receiver) {
    return new FeldmanCommitment(committed(inbox).byDealer().get(dealer)).at(receiver);
  }

  private Committed committed(Inbox inbox) {
    return inbox.derived(
        Reshare.DEAL,
        Committed.class,
        () -> Committed.of(context.curve(), inbox.messages(Reshare.DEAL, Deal.class)));
  }

  /** EK_j by keeper, from messages that have been checked. */
  SortedMap<Integer, Point> encryptionKeys(Inbox inbox) {
    return judge(inbox).encryptionKeys(inbox.messages(Reshare.KEY, ReceiverKey.class));
  }

  @Override
  public CertificateContent content(Inbox inbox) {
    Committed committed = committed(inbox); // outside: derivations do not nest
    return inbox.derived(Reshare.DEAL, CertificateContent.class, () -> content(committed));
  }

  private CertificateContent content(Committed committed) {
    List<FeldmanCommitment> parts =
        committed.byDealer().values().stream().map(FeldmanCommitment::new).toList();
    List<Participant> participants =
        session.preimage().participants().stream().filter(p -> isHolder(p.number())).toList();
    return new CertificateContent(
        old.cluster(),
        session.sid(),
        old.keyId(),
        session.preimage().generation(),
        old.curve(),
        old.usage(),
        context.threshold(),
        participants,
        old.publicKey(),
        participants.stream().map(p -> FeldmanCommitment.shareOf(parts, p.number())).toList(),
        old.policy(),
        old.assetOwner(),
        old.origin());
  }

  @Override
  public Bytes rid(Inbox inbox) {
    return Bytes.empty();
  }
}
