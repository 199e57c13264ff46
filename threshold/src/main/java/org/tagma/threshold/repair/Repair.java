package org.tagma.threshold.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.sharing.Complaints;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.DealJudge;
import org.tagma.threshold.sharing.ReceiverKey;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * A holder gets the share back that it has lost. Every helper splits its part of it among all
 * helpers, and each of these sends the sum of what it got: so nobody else learns the share, and
 * since every piece is committed to, whoever sends a wrong one is named.
 */
public final class Repair implements Protocol {
  /** The name in sessions and rules. */
  public static final String NAME = "REPAIR";

  static final int KEY = DealJudge.KEY;
  static final int DEAL = DealJudge.DEAL;
  static final int SUM = DealJudge.COMPLAIN;
  static final int RESTORE = 4;

  private static final List<String> KINDS =
      List.of("repair.key", "repair.split", "repair.sum", "repair.restore");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> suites() {
    return Dkg.allSuites();
  }

  @Override
  public int rounds() {
    return RESTORE;
  }

  @Override
  public int settledBy() {
    return RESTORE;
  }

  @Override
  public String kind(int round) {
    return KINDS.get(round - 1);
  }

  @Override
  public List<Rule> rules() {
    return List.of(RepairRule.values());
  }

  @Override
  public boolean needsAll() {
    return true;
  }

  @Override
  public boolean choosesMembers() {
    return true;
  }

  @Override
  public boolean usesShare(Session session, int keeper) {
    return Repairing.of(session).helpers().contains(keeper);
  }

  @Override
  public Message read(String suite, int round, ObjectNode body) throws DecodingException {
    return switch (round) {
      case KEY -> ReceiverKey.read(body);
      case DEAL -> Deal.read(body);
      case SUM -> RepairSum.read(body);
      default -> Complaints.read(body);
    };
  }

  @Override
  public boolean accepts(Session session) {
    try {
      RepairRequest request = RepairRequest.read(session.request());
      return session.certificate().filter(c -> fits(c, request, session)).isPresent()
          && session.preimage().auxBundleHash().length() == 0;
    } catch (DecodingException e) {
      return false;
    }
  }

  /** The members are the keeper that lost its share, and a quorum of other holders. */
  private static boolean fits(
      CertificateContent certificate, RepairRequest request, Session session) {
    SessionPreimage preimage = session.preimage();
    return request.keyId().equals(certificate.keyId())
        && Dkg.suite(certificate.curve()).equals(preimage.suite())
        && preimage.keyId().equals(certificate.keyId())
        && preimage.generation() == certificate.generation()
        && preimage.threshold() == certificate.threshold()
        && preimage.total() == certificate.total()
        && certificate.holders().containsAll(session.members())
        && session.members().contains(request.repaired())
        && session.members().size() > certificate.threshold();
  }

  @Override
  public Round begin(Session session, Local local) {
    return new KeyRound(Repairing.of(session), local);
  }

  @Override
  public Round conclude(Session session) {
    return new ConcludeRound(Repairing.of(session));
  }

  @Override
  public List<Offence> offences(Inbox inbox, int round) {
    RepairJudge judge = Repairing.of(inbox.session()).judge(inbox);
    SortedMap<Integer, ReceiverKey> keys = inbox.messages(KEY, ReceiverKey.class);
    if (round == KEY) {
      return judge.deals().keys(keys);
    }
    SortedMap<Integer, Deal> deals = inbox.messages(DEAL, Deal.class);
    return switch (round) {
      case DEAL -> judge.deals().deals(keys, deals);
      case SUM -> judge.sums(keys, deals, inbox.messages(SUM, RepairSum.class));
      default ->
          judge.complaints(
              keys,
              deals,
              inbox.messages(SUM, RepairSum.class),
              Complaints.lists(inbox.messages(RESTORE, Complaints.class)));
    };
  }
}
