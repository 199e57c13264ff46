package org.tagma.threshold.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tagma.threshold.evidence.EvidenceVerifier;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.evidence.Prosecution;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.message.Accusation;
import org.tagma.threshold.message.Closing;
import org.tagma.threshold.message.Content;
import org.tagma.threshold.message.Kind;
import org.tagma.threshold.message.Opening;
import org.tagma.threshold.message.Refusal;
import org.tagma.threshold.message.RoundRequest;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.message.ViewOpening;
import org.tagma.threshold.message.ViewRequest;
import org.tagma.threshold.round.Derivations;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.InboxReader;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Received;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.verdict.VerdictLedger;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * One session, from its coordinator's side: asks every member round by round, relays, and judges
 * what comes. Needs no secret. All members' answers of a round are judged before anything is
 * decided.
 */
final class Attempt {
  /** How long all members together are waited for until they are not busy, in milliseconds. */
  static final long LONGEST_WAIT = 20_000;

  private final Operation operation;
  private final Session session;
  private final Protocol protocol;
  private final KeeperIdentity identity;
  private final Cluster cluster;
  private final KeyRing keys;
  private final EvidenceVerifier verifier;
  private final Links links;
  private final Links.Session target;
  private final InboxReader reader;
  private final VerdictLedger ledger;
  private final List<Fault> found = new ArrayList<>();
  private Inbox inbox;
  private int round;
  private long deadline;
  private Links.Asked asked;
  private long askedAt;
  private boolean over;
  private Optional<Object> result = Optional.empty();
  private boolean blaming;
  private boolean overloaded;
  private int laterGeneration;

  Attempt(
      Operation operation,
      SessionPreimage preimage,
      KeeperIdentity identity,
      Cluster cluster,
      KeyRing keys,
      EvidenceVerifier verifier,
      Links links,
      VerdictLedger ledger) {
    this.operation = operation;
    this.protocol = operation.protocol();
    this.identity = identity;
    this.cluster = cluster;
    this.keys = keys;
    this.verifier = verifier;
    this.links = links;
    this.ledger = ledger;
    try {
      this.session =
          Session.of(preimage, operation.request(), operation.certificate(), operation.auxBundle());
    } catch (DecodingException e) {
      throw new IllegalArgumentException("the operation does not fit its session", e);
    }
    Derivations derivations = new Derivations();
    this.target =
        new Links.Session(session.sid(), preimage.protocol(), preimage.notAfter(), derivations);
    this.reader = new InboxReader(session, keys, protocol);
    this.inbox = Inbox.empty(session, derivations);
  }

  /** Whether no honest member would answer, because of what the client wants decrypted. */
  boolean hasInvalidCiphertext() {
    return protocol.parts()
        && protocol.objection(session).equals(Optional.of(RefusalReason.INVALID_CIPHERTEXT));
  }

  /**
   * Asks for the first round.
   *
   * @param deadline no further round is asked for after it, in epoch milliseconds
   */
  void begin(long deadline) {
    this.deadline = deadline;
    if (protocol.isExclusive() && !openInOrder()) {
      end(false);
    } else if (protocol.parts()) {
      end(askForParts());
    } else {
      askNext();
    }
  }

  /**
   * Opens the session with one member after another, in the order of their numbers: so no two
   * coordinators ever wait for each other.
   */
  private boolean openInOrder() {
    long until = Math.min(links.now() + LONGEST_WAIT, deadline);
    for (int member : session.members()) {
      if (!isOpened(member, until)) {
        return false;
      }
    }
    return true;
  }

  /** Asks a member that is busy with the key again and again; it keeps this session's place. */
  private boolean isOpened(int member, long until) {
    RoundCall call =
        new RoundCall(
            Optional.empty(),
            List.of(),
            Optional.of(opening(member)),
            Optional.of(operation.credential()));
    Links.Reply reply = links.open(target, member, call);
    long waited = 0;
    while (isBusy(member, reply)) {
      if (links.now() >= until || waited >= LONGEST_WAIT) {
        overloaded = true; // nobody's fault
        return false;
      }
      links.pause(KeySlots.RETRY_AFTER);
      waited += KeySlots.RETRY_AFTER;
      reply = links.open(target, member, call);
    }
    int before = found.size();
    reply.match(
        answered -> opened(member, answered.answer()),
        silent -> {
          dead(member, silent.cause(), silent.afterMillis());
          return Optional.empty();
        },
        own -> {
          overloaded = true;
          return Optional.empty();
        });
    return !overloaded && found.size() == before;
  }

  private Optional<Received> opened(int member, HostAnswer answer) {
    return answer.match(
        envelopes -> envelopes.envelopes().isEmpty() ? Optional.empty() : unattributable(member),
        accusing -> accusation(member, accusing.accusation()),
        refusing -> refusal(member, refusing.refusal()),
        opening -> unattributable(member),
        unheard -> unattributable(member));
  }

  private boolean isBusy(int member, Links.Reply reply) {
    return reply instanceof Links.Reply.Answered answered
        && answered.answer() instanceof HostAnswer.Refusing refusing
        && read(member, refusing.refusal(), Refusal.KIND)
            .map(Signed::content)
            .filter(r -> r.sid().equals(session.sid()) && r.reason() == RefusalReason.BUSY)
            .isPresent();
  }

  /** Judges the round under way and asks for the next one, if everybody has answered. */
  void advance() {
    if (!over && out().isEmpty()) {
      if (judge(asked.replies())) {
        askNext();
      } else {
        end(round > protocol.settledBy());
      }
    }
  }

  private void askNext() {
    round++;
    if (round > protocol.rounds()) {
      end(true);
    } else if (round > 1 && links.now() >= deadline) {
      end(false);
    } else {
      blaming = protocol.isBlame(inbox);
      askedAt = links.now();
      asked = links.ask(target, round, calls());
    }
  }

  private void end(boolean settled) {
    over = true;
    result = settled ? conclude() : Optional.empty();
  }

  /** Whether there is a result, or none will come. */
  boolean isOver() {
    return over;
  }

  /** Empty when the attempt failed. */
  Optional<Object> result() {
    return result;
  }

  /** The round under way. */
  Links.Asked asked() {
    return asked;
  }

  SortedSet<Integer> members() {
    return new TreeSet<>(session.members());
  }

  /** Whose answer to the round under way is not there. */
  private Set<Integer> out() {
    Set<Integer> out = members();
    out.removeAll(asked.replies().keySet());
    return out;
  }

  /**
   * When the members whose answer is still out are late, in epoch milliseconds; none where nothing
   * would be done about it.
   */
  Map<Integer, Long> lateAt() {
    Map<Integer, Long> late = new TreeMap<>();
    for (int member : protocol.hedged() ? out() : Set.<Integer>of()) {
      links
          .lateAfter(target, round, member)
          .ifPresent(millis -> late.put(member, askedAt + millis));
    }
    return late;
  }

  /**
   * Gives up for another attempt that has the result: nobody is waited for any more, and each
   * member hears of it once its answer has come, since a CLOSE must not overtake an opening. What
   * comes is judged for the record.
   */
  void abandon() {
    Closing closing = closing("SUPERSEDED");
    asked.abandon(
        (member, reply) -> {
          links.close(target, member, sign(member, closing));
          return apart(inbox, member, reply);
        });
  }

  private Optional<Object> conclude() {
    return protocol
        .conclude(session)
        .step(inbox, Tasks.SEQUENTIAL)
        .match(
            next -> {
              throw new IllegalStateException("a protocol went on after its last round");
            },
            done -> Optional.of(done.result()),
            blamed -> {
              accuse(inbox, blamed.offences());
              return Optional.empty();
            });
  }

  /** Whether this keeper itself, or a busy peer, made the attempt fail: it does not count. */
  boolean isOverloaded() {
    return overloaded;
  }

  /** The highest generation that a member says it has used already; 0 when none said so. */
  int laterGeneration() {
    return laterGeneration;
  }

  /** Whether this attempt named, lost or was refused by somebody. */
  boolean foundSomebody() {
    return !found.isEmpty();
  }

  /** Members that brought what nobody can decide, ascending. */
  SortedSet<Integer> undecided() {
    SortedSet<Integer> undecided = new TreeSet<>();
    found.stream()
        .filter(f -> f.verdict() instanceof Verdict.Inconclusive)
        .forEach(f -> undecided.add(f.keeper()));
    return undecided;
  }

  /** Tells every member how it ended. */
  void close(String outcome) {
    Closing closing = closing(outcome);
    for (int member : session.members()) {
      links.close(target, member, sign(member, closing));
    }
  }

  private Closing closing(String outcome) {
    List<Evidence> evidence = new ArrayList<>();
    List<Closing.Claim> claims = new ArrayList<>();
    for (Fault fault : found) {
      fault
          .verdict()
          .match(
              imposter -> evidence.add(imposter.evidence()),
              dead -> claims.add(new Closing.Claim(fault.keeper(), dead.cause(), fault.round())),
              refused -> false,
              inconclusive -> false);
    }
    return new Closing(session.sid(), session.preimage().attempt(), outcome, evidence, claims);
  }

  private Map<Integer, RoundCall> calls() {
    Map<Integer, RoundCall> calls = new TreeMap<>();
    session.members().forEach(member -> calls.put(member, call(member)));
    return calls;
  }

  /** Whether t good parts came; each is judged alone, and as it comes. */
  private boolean askForParts() {
    round = 1;
    Inbox before = inbox;
    int needed = session.preimage().threshold();
    List<Received> good = new ArrayList<>();
    links.parts(
        target,
        round,
        calls(),
        new Links.Parts() {
          @Override
          public boolean take(int keeper, Links.Reply reply) {
            part(keeper, reply).ifPresent(good::add);
            return good.size() >= needed;
          }

          @Override
          public List<Fault> late(int keeper, Links.Reply reply) {
            return apart(before, keeper, reply);
          }
        });
    if (good.size() < needed) {
      return false;
    }
    inbox = inbox.with(good.subList(0, needed));
    return true;
  }

  private Optional<Received> part(int member, Links.Reply reply) {
    Optional<Received> received = received(member, reply);
    if (received.isEmpty()) {
      return received;
    }
    Inbox alone = inbox.with(List.of(received.get()));
    List<Offence> offences = protocol.offences(alone, round);
    accuse(alone, offences);
    return offences.isEmpty() ? received : Optional.empty();
  }

  /** Judges a late answer as an attempt of its own would, since this one is over. */
  private List<Fault> apart(Inbox before, int member, Links.Reply reply) {
    Attempt apart =
        new Attempt(
            operation,
            session.preimage(),
            identity,
            cluster,
            keys,
            verifier,
            links,
            new VerdictLedger());
    apart.round = round;
    apart.inbox = before;
    apart.part(member, reply);
    return List.copyOf(apart.found);
  }

  /** Whether the round went well: everybody answered, and no check failed. */
  private boolean judge(Map<Integer, Links.Reply> replies) {
    Map<Integer, Received> received = new HashMap<>();
    int before = found.size();
    for (int member : session.members()) {
      received(member, replies.get(member)).ifPresent(r -> received.put(member, r));
    }
    boolean complete = found.size() == before && received.size() == session.members().size();
    if (!complete && !blaming) {
      return false;
    }
    inbox = inbox.with(received.values());
    boolean clean = protocol.commonOffences(inbox, round).isEmpty() || !accuse();
    return clean && !blaming;
  }

  /** Names everybody who lied in the first round in which somebody did, whoever it concerns. */
  private boolean accuse() {
    List<Offence> offences = Prosecution.offences(protocol, inbox);
    accuse(inbox, offences);
    return !offences.isEmpty();
  }

  private Optional<Received> received(int member, Links.Reply reply) {
    return reply.match(
        answered -> judge(member, answered.answer()),
        silent -> {
          CauseOfDeath cause = blaming ? CauseOfDeath.BLAME_SILENT : silent.cause();
          dead(member, cause, silent.afterMillis());
          return Optional.empty();
        },
        own -> {
          overloaded = true;
          return Optional.empty();
        });
  }

  private RoundCall call(int member) {
    List<Envelope> previous =
        round == 1
            ? List.of()
            : inbox.round(round - 1).values().stream().map(Received::envelope).toList();
    RoundRequest request =
        new RoundRequest(session.sid(), round, previous.stream().map(Envelope::hash).toList());
    Optional<String> open = Optional.empty();
    Optional<String> credential = Optional.empty();
    if (round == 1) {
      open = Optional.of(opening(member));
      credential = Optional.of(operation.credential());
    }
    return new RoundCall(
        Optional.of(sign(member, request)),
        previous.stream().map(e -> e.signed().compact()).toList(),
        open,
        credential);
  }

  private String opening(int member) {
    Bytes digest = Opening.credentialDigest(session.sid(), operation.credential());
    return sign(member, new Opening(session.preimage(), session.request(), digest));
  }

  private Optional<Received> judge(int member, HostAnswer answer) {
    return answer.match(
        envelopes -> envelopes(member, envelopes.envelopes()),
        accusing -> accusation(member, accusing.accusation()),
        refusing -> refusal(member, refusing.refusal()),
        opening -> unattributable(member),
        unheard -> unattributable(member));
  }

  private Optional<Received> envelopes(int member, List<String> messages) {
    InboxReader.Reading reading = reader.read(round, messages, inbox.view(round - 1));
    if (!reading.evidence().isEmpty()) {
      reading.evidence().forEach(this::imposter);
      return Optional.empty();
    }
    Received otherView = reading.otherView().get(member);
    if (otherView != null) {
      return openView(member, otherView.envelope());
    }
    Received received = reading.admitted().get(member);
    return received == null ? unattributable(member) : Optional.of(received);
  }

  /**
   * A member went on with other messages than it was sent: it has to show them (spec/protocols.md
   * 4.4).
   */
  private Optional<Received> openView(int member, Envelope envelope) {
    if (round == 1) {
      // view_0 is the session's alone: nothing can be shown for another one
      imposter(evidence(EnvelopeRule.VIEW, member, List.of(envelope.signed().compact())));
      return Optional.empty();
    }
    Links.Reply reply =
        links.view(target, member, sign(member, new ViewRequest(session.sid(), round - 1)));
    if (reply instanceof Links.Reply.Overloaded) {
      overloaded = true;
      return Optional.empty();
    }
    if (reply instanceof Links.Reply.Answered answered
        && answered.answer() instanceof HostAnswer.Refusing refusing) {
      return refusal(member, refusing.refusal());
    }
    Optional<Signed<ViewOpening>> opening = opening(member, reply);
    if (opening.isEmpty()
        || !opening.get().content().sid().equals(session.sid())
        || opening.get().content().round() != round - 1) {
      dead(member, CauseOfDeath.VIEW_MISMATCH, 0);
      return Optional.empty();
    }
    Evidence falseView =
        evidence(
            EnvelopeRule.VIEW,
            member,
            List.of(envelope.signed().compact(), opening.get().compact()));
    if (verifier.verify(falseView) == Finding.PROVED) {
      imposter(falseView);
    } else if (!equivocations(opening.get().content())) {
      add(member, new Verdict.Inconclusive());
    }
    return Optional.empty();
  }

  private Optional<Signed<ViewOpening>> opening(int member, Links.Reply reply) {
    return reply instanceof Links.Reply.Answered answered
            && answered.answer() instanceof HostAnswer.Opening opening
        ? read(member, opening.view(), ViewOpening.KIND)
        : Optional.empty();
  }

  /** Compares an opened view with what this keeper holds; true when somebody signed two things. */
  private boolean equivocations(ViewOpening opening) {
    boolean any = false;
    for (int r = 1; r < round; r++) {
      InboxReader.Reading theirs = reader.read(r, opening.envelopes(), inbox.view(r - 1));
      for (Received own : inbox.round(r).values()) {
        Received other =
            theirs
                .admitted()
                .getOrDefault(own.envelope().from(), theirs.otherView().get(own.envelope().from()));
        if (other != null && !other.envelope().hash().equals(own.envelope().hash())) {
          imposter(
              evidence(
                  EnvelopeRule.EQUIVOCATION,
                  own.envelope().from(),
                  List.of(own.envelope().signed().compact(), other.envelope().signed().compact())));
          any = true;
        }
      }
    }
    return any;
  }

  /** Believed only as far as the evidence goes; a refuted one convicts the accuser. */
  private Optional<Received> accusation(int member, String message) {
    Optional<Signed<Accusation>> accusation = read(member, message, Accusation.KIND);
    if (accusation.isEmpty() || !accusation.get().content().sid().equals(session.sid())) {
      return unattributable(member);
    }
    boolean decided = false;
    for (Evidence brought : accusation.get().content().evidence()) {
      decided |= believed(member, message, brought);
    }
    // evidence may be undecidable since somebody else lied before, to a keeper that did not mind
    if (!decided && !accuse()) {
      add(member, new Verdict.Inconclusive());
    }
    return Optional.empty();
  }

  /**
   * Whether the evidence convicts the accused or its bringer. A lie in another session is no fault
   * of this operation; an accusation made here that is refuted is one, whatever it is about.
   */
  private boolean believed(int accuser, String accusation, Evidence brought) {
    Finding finding = verifier.verify(brought);
    if (finding == Finding.PROVED
        && brought.session().sid().equals(session.sid())
        && session.members().contains(brought.accused())) {
      imposter(brought);
      return true;
    }
    Evidence falseAccusation =
        evidence(EnvelopeRule.FALSE_ACCUSATION, accuser, List.of(accusation));
    if (finding == Finding.REFUTED && verifier.verify(falseAccusation) == Finding.PROVED) {
      imposter(falseAccusation);
      return true;
    }
    return false;
  }

  private Optional<Received> refusal(int member, String message) {
    Optional<Signed<Refusal>> refusal = read(member, message, Refusal.KIND);
    if (refusal.isEmpty() || !refusal.get().content().sid().equals(session.sid())) {
      return unattributable(member);
    }
    Refusal content = refusal.get().content();
    if (content.reason() == RefusalReason.GENERATION
        && content.generation() >= session.preimage().generation()) {
      laterGeneration = Math.max(laterGeneration, content.generation());
    }
    overloaded |= !content.reason().excludes();
    add(member, new Verdict.Refused(content.reason(), content.retryAfter()));
    return Optional.empty();
  }

  private Optional<Received> unattributable(int member) {
    dead(member, CauseOfDeath.BAD_SIGNATURE, 0);
    return Optional.empty();
  }

  private void accuse(Inbox inbox, List<Offence> offences) {
    SortedSet<Integer> named = new TreeSet<>();
    for (Offence offence : offences) {
      if (named.add(offence.accused())) {
        imposter(Prosecution.of(inbox, offence, keys));
      }
    }
  }

  private void imposter(Evidence evidence) {
    if (verifier.verify(evidence) != Finding.PROVED) {
      throw new IllegalStateException(
          "a check failed whose evidence does not verify: " + evidence.rule());
    }
    add(evidence.accused(), new Verdict.Imposter(evidence));
  }

  private void dead(int member, CauseOfDeath cause, long afterMillis) {
    add(member, new Verdict.Dead(cause, afterMillis));
  }

  private void add(int keeper, Verdict verdict) {
    Fault fault = new Fault(keeper, verdict, round, session.preimage().attempt());
    found.add(fault);
    ledger.add(fault);
  }

  private Evidence evidence(Rule rule, int accused, List<String> exhibits) {
    return Evidence.of(rule, accused, session.preimage(), exhibits, keys);
  }

  private <T extends Content> Optional<Signed<T>> read(int member, String message, Kind<T> kind) {
    try {
      Signed<T> signed = Signed.readOfToday(message, kind, cluster.id(), keys);
      return signed.from() == member && signed.to() == identity.keeper()
          ? Optional.of(signed)
          : Optional.empty();
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  private String sign(int to, Content content) {
    return Signed.sign(identity, cluster.id(), to, content).compact();
  }
}
