package org.tagma.threshold.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.generation.ActivateMessage;
import org.tagma.threshold.generation.CertificateJudge;
import org.tagma.threshold.generation.CertifyMessage;
import org.tagma.threshold.generation.ConcludeRound;
import org.tagma.threshold.generation.NewGeneration;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.sharing.DealJudge;
import org.tagma.threshold.sharing.Encoded;
import org.tagma.threshold.sharing.Findings;
import org.tagma.threshold.sharing.ShareComplaint;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * The import of a private key by all keepers ({@code spec/protocols.md} 5, Import): one of them,
 * the dealer, was given it and deals; all sign a test together, and certify the key only when that
 * verifies. The certificate says for ever that the key was whole once.
 */
public final class Import implements Protocol {
  /** The name in sessions and rules. */
  public static final String NAME = "IMPORT";

  static final int KEY = DealJudge.KEY;
  static final int DEAL = DealJudge.DEAL;
  static final int TEST = DealJudge.COMPLAIN;
  static final int CERTIFY = NewGeneration.CERTIFY;
  static final int ACTIVATE = NewGeneration.ACTIVATE;

  private static final List<String> KINDS =
      List.of("import.key", "import.deal", "import.test", "import.certify", "import.activate");

  private final PrivateKeySource source;

  /** The import of keys that this keeper has from {@code source}. */
  public Import(PrivateKeySource source) {
    this.source = source;
  }

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
    return List.of(ImportRule.values());
  }

  @Override
  public boolean needsAll() {
    return true;
  }

  @Override
  public boolean makesGeneration() {
    return true;
  }

  @Override
  public boolean usesShares() {
    return false;
  }

  @Override
  public Message read(String suite, int round, ObjectNode body) throws DecodingException {
    return switch (round) {
      case KEY -> ImportKey.read(body);
      case DEAL -> ImportDeal.read(body);
      case TEST -> TestShare.read(body);
      case CERTIFY -> CertifyMessage.read(body, 0);
      default -> ActivateMessage.read(body);
    };
  }

  /** Only a key that is new here is imported, and any of the keepers may be its dealer. */
  @Override
  public boolean accepts(Session session) {
    SessionPreimage preimage = session.preimage();
    try {
      ImportRequest request = ImportRequest.read(session.request());
      return session.certificate().isEmpty()
          && request.keyId().equals(preimage.keyId())
          && Dkg.suite(request.curve()).equals(preimage.suite())
          && session.members().contains(request.dealer())
          && preimage.auxBundleHash().length() == 0
          && preimage.threshold() >= 2
          && preimage.threshold() <= preimage.total()
          && preimage.participants().size() == preimage.total();
    } catch (DecodingException e) {
      return false;
    }
  }

  @Override
  public Round begin(Session session, Local local) {
    return new KeyRound(Importing.of(session), local, source);
  }

  @Override
  public Round conclude(Session session) {
    return new ConcludeRound(Importing.of(session));
  }

  @Override
  public List<Offence> offences(Inbox inbox, int round) {
    Importing importing = Importing.of(inbox.session());
    return switch (round) {
      case KEY -> keys(importing, inbox);
      case DEAL -> deals(importing, inbox);
      case TEST -> tests(importing, inbox);
      case CERTIFY ->
          certificates(importing)
              .certificates(
                  importing.content(inbox),
                  importing.rid(inbox),
                  inbox.view(TEST),
                  inbox.messages(CERTIFY, CertifyMessage.class));
      default ->
          certificates(importing)
              .receipts(importing.content(inbox), inbox.messages(ACTIVATE, ActivateMessage.class));
    };
  }

  private static CertificateJudge certificates(Importing importing) {
    return new CertificateJudge(NAME, importing.context().suite(), ImportRule.CERT);
  }

  private static List<Offence> keys(Importing importing, Inbox inbox) {
    Findings findings = new Findings(KEY);
    inbox
        .messages(KEY, ImportKey.class)
        .forEach(
            (keeper, message) -> {
              if (!message.isOfPoints(importing.context().curve())) {
                findings.against(keeper, ImportRule.POINT);
              }
            });
    return findings.offences();
  }

  /** What was dealt, then who proved to know the private key. */
  private static List<Offence> deals(Importing importing, Inbox inbox) {
    List<Offence> dealt =
        importing.judge(inbox).deals(Importing.receiverKeys(inbox), Importing.deals(inbox));
    if (!dealt.isEmpty()) {
      return dealt;
    }
    Findings findings = new Findings(DEAL);
    inbox
        .messages(DEAL, ImportDeal.class)
        .forEach(
            (keeper, message) -> {
              boolean holds =
                  importing.isDealer(keeper)
                      ? proves(importing, inbox, message)
                      : message.equals(ImportDeal.none());
              if (!holds) {
                findings.against(keeper, ImportRule.POP);
              }
            });
    return findings.offences();
  }

  private static boolean proves(Importing importing, Inbox inbox, ImportDeal message) {
    Optional<SchnorrProof> proof =
        Encoded.schnorr(
            importing.context().curve(), message.proofCommitment(), message.proofResponse());
    return proof.isPresent()
        && proof.get().verify(importing.possession(inbox), importing.request().publicKey());
  }

  /** The complaints, and where there are none, everybody's share of the test signature. */
  private static List<Offence> tests(Importing importing, Inbox inbox) {
    SortedMap<Integer, TestShare> messages = inbox.messages(TEST, TestShare.class);
    SortedMap<Integer, List<ShareComplaint>> complaints = new TreeMap<>();
    messages.forEach((keeper, test) -> complaints.put(keeper, test.complaints().complaints()));
    List<Offence> complained =
        importing
            .judge(inbox)
            .complaints(Importing.receiverKeys(inbox), Importing.deals(inbox), complaints);
    if (!complained.isEmpty()) {
      return complained;
    }
    Findings findings = new Findings(TEST);
    messages.forEach(
        (keeper, test) -> {
          if (!importing.isGood(inbox, keeper, test.response())) {
            findings.against(keeper, ImportRule.TEST);
          }
        });
    return findings.offences();
  }
}
