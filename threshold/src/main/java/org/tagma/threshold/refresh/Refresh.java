package org.tagma.threshold.refresh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.generation.ActivateMessage;
import org.tagma.threshold.generation.CertificateJudge;
import org.tagma.threshold.generation.CertifyMessage;
import org.tagma.threshold.generation.ConcludeRound;
import org.tagma.threshold.generation.NewGeneration;
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
 * New shares of the same key for the same holders: every holder deals a polynomial through zero,
 * and adds what it gets to its share. The new generation exists once everybody has certified it;
 * until then the old one signs.
 */
public final class Refresh implements Protocol {
  /** The name in sessions and rules. */
  public static final String NAME = "REFRESH";

  static final int KEY = DealJudge.KEY;
  static final int DEAL = DealJudge.DEAL;
  static final int COMPLAIN = DealJudge.COMPLAIN;
  static final int CERTIFY = NewGeneration.CERTIFY;
  static final int ACTIVATE = NewGeneration.ACTIVATE;

  private static final List<String> KINDS =
      List.of(
          "refresh.key", "refresh.deal", "refresh.complain", "refresh.certify", "refresh.activate");

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
    return ACTIVATE;
  }

  @Override
  public int settledBy() {
    return CERTIFY;
  }

  @Override
  public String kind(int round) {
    return KINDS.get(round - 1);
  }

  @Override
  public List<Rule> rules() {
    return List.of(RefreshRule.values());
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
  public boolean makesGeneration() {
    return true;
  }

  @Override
  public Message read(String suite, int round, ObjectNode body) throws DecodingException {
    return switch (round) {
      case KEY -> ReceiverKey.read(body);
      case DEAL -> Deal.read(body);
      case COMPLAIN -> Complaints.read(body);
      case CERTIFY -> CertifyMessage.read(body, 0);
      default -> ActivateMessage.read(body);
    };
  }

  @Override
  public boolean accepts(Session session) {
    SessionPreimage preimage = session.preimage();
    Optional<CertificateContent> certificate = session.certificate();
    try {
      RefreshRequest request = RefreshRequest.read(session.request());
      return certificate.isPresent()
          && fits(certificate.get(), preimage)
          && request.isFor(certificate.get())
          && preimage.auxBundleHash().length() == 0;
    } catch (DecodingException e) {
      return false;
    }
  }

  private static boolean fits(CertificateContent old, SessionPreimage preimage) {
    return Dkg.suite(old.curve()).equals(preimage.suite())
        && old.keyId().equals(preimage.keyId())
        && old.generation() < preimage.generation()
        && old.threshold() == preimage.threshold()
        && old.total() == preimage.total()
        && old.holders().equals(preimage.members());
  }

  @Override
  public Round begin(Session session, Local local) {
    return new KeyRound(Refreshing.of(session), local);
  }

  @Override
  public Round conclude(Session session) {
    return new ConcludeRound(Refreshing.of(session));
  }

  @Override
  public List<Offence> offences(Inbox inbox, int round) {
    Refreshing refreshing = Refreshing.of(inbox.session());
    DealJudge judge = refreshing.judge(inbox);
    SortedMap<Integer, ReceiverKey> keys = inbox.messages(KEY, ReceiverKey.class);
    CertificateJudge certificates =
        new CertificateJudge(NAME, refreshing.context().suite(), RefreshRule.CERT);
    return switch (round) {
      case KEY -> judge.keys(keys);
      case DEAL -> judge.deals(keys, inbox.messages(DEAL, Deal.class));
      case COMPLAIN ->
          judge.complaints(
              keys,
              inbox.messages(DEAL, Deal.class),
              Complaints.lists(inbox.messages(COMPLAIN, Complaints.class)));
      case CERTIFY ->
          certificates.certificates(
              refreshing.content(inbox),
              refreshing.rid(inbox),
              inbox.view(COMPLAIN),
              inbox.messages(CERTIFY, CertifyMessage.class));
      default ->
          certificates.receipts(
              refreshing.content(inbox), inbox.messages(ACTIVATE, ActivateMessage.class));
    };
  }
}
