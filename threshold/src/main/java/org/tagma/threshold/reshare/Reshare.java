package org.tagma.threshold.reshare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.generation.ActivateMessage;
import org.tagma.threshold.generation.CertificateJudge;
import org.tagma.threshold.generation.CertifyMessage;
import org.tagma.threshold.generation.ConcludeRound;
import org.tagma.threshold.generation.NewGeneration;
import org.tagma.threshold.generation.WitnessMessage;
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
import org.tagma.threshold.sharing.Findings;
import org.tagma.threshold.sharing.ReceiverKey;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * The same key for another threshold or other holders. All new holders take part and enough of the
 * old ones; the first t of these deal. Members that will hold no share sign which generation they
 * saw come about, and know then that theirs has ended. Until all new holders have certified, the
 * old generation signs.
 */
public final class Reshare implements Protocol {
  /** The name in sessions and rules. */
  public static final String NAME = "RESHARE";

  static final int KEY = DealJudge.KEY;
  static final int DEAL = DealJudge.DEAL;
  static final int COMPLAIN = DealJudge.COMPLAIN;
  static final int CERTIFY = NewGeneration.CERTIFY;
  static final int ACTIVATE = NewGeneration.ACTIVATE;

  private static final List<String> KINDS =
      List.of(
          "reshare.key", "reshare.deal", "reshare.complain", "reshare.certify", "reshare.activate");

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
    return List.of(ReshareRule.values());
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
  public boolean usesShare(Session session, int keeper) {
    return Resharing.of(session).dealers().contains(keeper);
  }

  @Override
  public Message read(String suite, int round, ObjectNode body) throws DecodingException {
    return switch (round) {
      case KEY -> ReceiverKey.read(body);
      case DEAL -> Deal.read(body);
      case COMPLAIN -> Complaints.read(body);
      case CERTIFY ->
          WitnessMessage.isMeant(body) ? WitnessMessage.read(body) : CertifyMessage.read(body, 0);
      default -> ActivateMessage.read(body);
    };
  }

  @Override
  public boolean accepts(Session session) {
    try {
      ReshareRequest request = ReshareRequest.read(session.request());
      return session.certificate().filter(old -> fits(old, request, session)).isPresent()
          && session.preimage().auxBundleHash().length() == 0;
    } catch (DecodingException e) {
      return false;
    }
  }

  private static boolean fits(CertificateContent old, ReshareRequest request, Session session) {
    SessionPreimage preimage = session.preimage();
    SortedSet<Integer> holders = request.holders(old);
    return request.keyId().equals(old.keyId())
        && request.curve().equals(old.curve())
        && Dkg.suite(old.curve()).equals(preimage.suite())
        && preimage.keyId().equals(old.keyId())
        && preimage.generation() > old.generation()
        && preimage.threshold() == request.threshold(old)
        && preimage.total() == holders.size()
        && preimage.threshold() <= holders.size()
        && areMembers(old, holders, session.members());
  }

  /** All new holders, no strangers, and a quorum of the old holders. */
  private static boolean areMembers(
      CertificateContent old, SortedSet<Integer> holders, SortedSet<Integer> members) {
    SortedSet<Integer> known = new TreeSet<>(old.holders());
    known.addAll(holders);
    return members.containsAll(holders)
        && known.containsAll(members)
        && Resharing.dealers(old, members).size() == old.threshold();
  }

  @Override
  public Round begin(Session session, Local local) {
    return new KeyRound(Resharing.of(session), local);
  }

  @Override
  public Round conclude(Session session) {
    return new ConcludeRound(Resharing.of(session));
  }

  @Override
  public List<Offence> offences(Inbox inbox, int round) {
    Resharing resharing = Resharing.of(inbox.session());
    DealJudge judge = resharing.judge(inbox);
    SortedMap<Integer, ReceiverKey> keys = inbox.messages(KEY, ReceiverKey.class);
    return switch (round) {
      case KEY -> judge.keys(keys);
      case DEAL -> judge.deals(keys, inbox.messages(DEAL, Deal.class));
      case COMPLAIN ->
          judge.complaints(
              keys,
              inbox.messages(DEAL, Deal.class),
              Complaints.lists(inbox.messages(COMPLAIN, Complaints.class)));
      case CERTIFY -> certified(resharing, inbox);
      default ->
          certificates(resharing)
              .receipts(resharing.content(inbox), inbox.messages(ACTIVATE, ActivateMessage.class));
    };
  }

  private static CertificateJudge certificates(Resharing resharing) {
    return new CertificateJudge(NAME, resharing.context().suite(), ReshareRule.CERT);
  }

  /** Holders attest that they hold their shares, the others what they saw. */
  private static List<Offence> certified(Resharing resharing, Inbox inbox) {
    Findings inAnotherRole = new Findings(CERTIFY);
    SortedMap<Integer, CertifyMessage> attested = new TreeMap<>();
    SortedMap<Integer, WitnessMessage> witnessed = new TreeMap<>();
    inbox
        .messages(CERTIFY, Message.class)
        .forEach(
            (keeper, message) -> {
              boolean holder = resharing.isHolder(keeper);
              if (holder && message instanceof CertifyMessage certify) {
                attested.put(keeper, certify);
              } else if (!holder && message instanceof WitnessMessage witness) {
                witnessed.put(keeper, witness);
              } else {
                inAnotherRole.against(keeper, ReshareRule.CERT);
              }
            });
    CertificateContent content = resharing.content(inbox);
    CertificateJudge judge = certificates(resharing);
    List<Offence> offences = new ArrayList<>(inAnotherRole.offences());
    offences.addAll(
        judge.certificates(content, resharing.rid(inbox), inbox.view(COMPLAIN), attested));
    offences.addAll(judge.witnesses(content, witnessed));
    return offences;
  }
}
