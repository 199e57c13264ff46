package org.tagma.threshold.evidence;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.message.Accusation;
import org.tagma.threshold.message.Content;
import org.tagma.threshold.message.Kind;
import org.tagma.threshold.message.RoundRequest;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.message.ViewOpening;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.InboxReader;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.ProtocolRegistry;
import org.tagma.threshold.round.Received;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CoordinatorRule;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.KeyStatement;
import org.tagma.threshold.wire.SessionPreimage;
import org.tagma.threshold.wire.Views;

/**
 * Re-runs the very check that an accusation says failed, with the very inputs, judging a message
 * only under the view that its sender signed. A pure function of the evidence and of pinned keys
 * (DESIGN section 4). An accuser runs it before it accuses, a receiver before it believes.
 */
public final class EvidenceVerifier {
  private final Bytes cluster;
  private final KeyRing keys;
  private final ProtocolRegistry protocols;
  private final Map<String, Check> checks = new HashMap<>();

  private interface Check {
    Finding check(Evidence evidence) throws DecodingException;
  }

  public EvidenceVerifier(Bytes cluster, KeyRing keys, ProtocolRegistry protocols) {
    this.cluster = cluster;
    this.keys = keys;
    this.protocols = protocols;
    checks.put(EnvelopeRule.MALFORMED.id(), this::malformed);
    checks.put(EnvelopeRule.SESSION.id(), this::contradictsSession);
    checks.put(EnvelopeRule.EQUIVOCATION.id(), this::equivocation);
    checks.put(EnvelopeRule.VIEW.id(), this::falseView);
    checks.put(EnvelopeRule.FALSE_ACCUSATION.id(), this::falseAccusation);
    checks.put(CoordinatorRule.EQUIVOCATION.id(), this::coordinatorEquivocation);
    for (Protocol protocol : protocols.all()) {
      protocol.rules().forEach(rule -> checks.put(rule.id(), this::protocolRule));
    }
  }

  /** PROVED, REFUTED or UNDECIDABLE; never throws for bad evidence. */
  public Finding verify(Evidence evidence) {
    Check check = checks.get(evidence.rule());
    boolean readable =
        check != null
            && evidence.session().protocolVersion() == SessionPreimage.VERSION
            && evidence.session().cluster().equals(cluster);
    if (!readable) {
      return Finding.UNDECIDABLE;
    }
    try {
      if (!evidence.keyStatements().isEmpty()) {
        return following(evidence.keyStatements()).check(evidence);
      }
      return check(evidence);
    } catch (DecodingException e) {
      return Finding.UNDECIDABLE;
    }
  }

  private EvidenceVerifier following(List<String> statements) throws DecodingException {
    return new EvidenceVerifier(cluster, KeyStatement.follow(keys, cluster, statements), protocols);
  }

  /** A member whose key is not known here may have signed what seems to be missing. */
  private Finding check(Evidence evidence) throws DecodingException {
    boolean known =
        evidence.session().participants().stream()
            .allMatch(p -> keys.find(p.number(), p.thumbprint()).isPresent());
    return known ? checks.get(evidence.rule()).check(evidence) : Finding.UNDECIDABLE;
  }

  private Finding malformed(Evidence evidence) throws DecodingException {
    Jws jws = exhibit(evidence, 0, 1);
    if (!Envelope.names(jws, evidence.session().sid())) {
      return Finding.UNDECIDABLE;
    }
    Envelope envelope;
    try {
      envelope = Envelope.read(jws);
    } catch (DecodingException e) {
      return Finding.PROVED;
    }
    Optional<Protocol> protocol = protocols.find(envelope.protocol(), envelope.suite());
    if (protocol.isEmpty()) {
      return Finding.UNDECIDABLE;
    }
    return proved(InboxReader.body(protocol.get(), envelope).isEmpty());
  }

  private Finding contradictsSession(Evidence evidence) throws DecodingException {
    Envelope envelope = Envelope.read(exhibit(evidence, 0, 1));
    return envelope.sid().equals(evidence.session().sid())
        ? proved(!envelope.belongsTo(evidence.session()))
        : Finding.UNDECIDABLE;
  }

  private Finding equivocation(Evidence evidence) throws DecodingException {
    Envelope first = Envelope.read(exhibit(evidence, 0, 2));
    Envelope second = Envelope.read(exhibit(evidence, 1, 2));
    if (!first.sid().equals(evidence.session().sid())) {
      return Finding.UNDECIDABLE;
    }
    return proved(first.samePlaceAs(second) && !first.hash().equals(second.hash()));
  }

  /**
   * Exhibits: the envelope whose view is in question, and its sender's opening of that view; in the
   * first round the envelope alone, since view_0 is the session's.
   */
  private Finding falseView(Evidence evidence) throws DecodingException {
    Envelope envelope =
        Envelope.read(exhibit(evidence, 0, Math.max(1, evidence.exhibits().size())));
    if (!envelope.sid().equals(evidence.session().sid())) {
      return Finding.UNDECIDABLE;
    }
    if (envelope.round() == 1) {
      return proved(!envelope.view().equals(Views.initial(envelope.sid())));
    }
    ViewOpening opening = read(evidence, 1, ViewOpening.KIND).content();
    if (!opening.sid().equals(envelope.sid()) || opening.round() != envelope.round() - 1) {
      return Finding.UNDECIDABLE; // it opened another view than the one in question
    }
    return proved(!isWholeView(evidence.session(), opening, envelope.view()));
  }

  /**
   * Whether the opening holds exactly one message of every member in every round, each under the
   * view of the rounds before, and hashes to {@code view}: nobody honest goes on with less.
   */
  private boolean isWholeView(SessionPreimage session, ViewOpening opening, Bytes view) {
    SortedMap<Integer, List<Envelope>> rounds = new TreeMap<>();
    for (String compact : opening.envelopes()) {
      Optional<Envelope> opened = memberEnvelope(session, compact);
      if (opened.isEmpty()) {
        return false;
      }
      rounds.computeIfAbsent(opened.get().round(), r -> new ArrayList<>()).add(opened.get());
    }
    Bytes chain = Views.initial(opening.sid());
    for (int round = 1; round <= opening.round(); round++) {
      List<Envelope> envelopes = rounds.getOrDefault(round, List.of());
      Bytes before = chain;
      boolean whole =
          envelopes.size() == session.participants().size()
              && envelopes.stream().map(Envelope::from).distinct().count() == envelopes.size()
              && envelopes.stream().allMatch(e -> e.view().equals(before));
      if (!whole) {
        return false;
      }
      chain =
          Views.next(opening.sid(), round, chain, envelopes.stream().map(Views.Row::of).toList());
    }
    return rounds.size() == opening.round() && chain.equals(view);
  }

  private Finding falseAccusation(Evidence evidence) throws DecodingException {
    Accusation accusation = read(evidence, 0, Accusation.KIND).content();
    if (!accusation.sid().equals(evidence.session().sid())) {
      return Finding.UNDECIDABLE;
    }
    Set<Finding> findings = EnumSet.noneOf(Finding.class);
    for (Evidence brought : accusation.evidence()) {
      if (brought.rule().equals(EnvelopeRule.FALSE_ACCUSATION.id())) {
        return Finding.UNDECIDABLE;
      }
      findings.add(verify(brought));
    }
    return findings.contains(Finding.UNDECIDABLE) && !findings.contains(Finding.REFUTED)
        ? Finding.UNDECIDABLE
        : proved(findings.contains(Finding.REFUTED));
  }

  private Finding coordinatorEquivocation(Evidence evidence) throws DecodingException {
    Signed<RoundRequest> first = read(evidence, 0, RoundRequest.KIND);
    Signed<RoundRequest> second = read(evidence, 1, RoundRequest.KIND);
    Bytes sid = evidence.session().sid();
    if (!first.content().sid().equals(sid) || !second.content().sid().equals(sid)) {
      return Finding.UNDECIDABLE;
    }
    return proved(
        evidence.session().coordinator() == evidence.accused()
            && first.content().round() == second.content().round()
            && !first.content().inbox().equals(second.content().inbox()));
  }

  private Finding protocolRule(Evidence evidence) throws DecodingException {
    SessionPreimage preimage = evidence.session();
    Optional<Protocol> protocol = protocols.find(preimage.protocol(), preimage.suite());
    if (protocol.isEmpty()
        || evidence.request().isEmpty()
        || protocol.get().rules().stream().noneMatch(r -> r.id().equals(evidence.rule()))) {
      return Finding.UNDECIDABLE;
    }
    Optional<CertificateContent> certificate = Optional.empty();
    if (evidence.certificate().isPresent()) {
      certificate = Optional.of(CertificateContent.fromJson(evidence.certificate().get()));
    }
    Optional<AuxBundle> auxBundle = Optional.empty();
    if (evidence.auxBundle().isPresent()) {
      auxBundle = Optional.of(AuxBundle.read(evidence.auxBundle().get()));
    }
    Session session = Session.of(preimage, evidence.request().get(), certificate, auxBundle);
    if (!protocol.get().accepts(session) || !session.members().contains(evidence.accused())) {
      return Finding.UNDECIDABLE;
    }
    return judge(evidence, protocol.get(), inbox(session, protocol.get(), evidence.exhibits()));
  }

  /**
   * Round after round: nobody honest goes on after a round with offences, and no check of a later
   * one has a meaning then. Without a message of the accused there is nothing to refute.
   */
  private static Finding judge(Evidence evidence, Protocol protocol, Inbox inbox) {
    int last = inbox.round();
    Rule broken =
        protocol.rules().stream()
            .filter(r -> r.id().equals(evidence.rule()))
            .findFirst()
            .orElseThrow();
    boolean heard = last > 0 && inbox.round(last).containsKey(evidence.accused());
    if (!heard && !broken.isShownBySilence()) {
      return Finding.UNDECIDABLE;
    }
    for (int round = 1; round <= last; round++) {
      List<Offence> offences = protocol.offences(inbox, round);
      if (offences.stream()
          .anyMatch(
              o -> o.accused() == evidence.accused() && o.rule().id().equals(evidence.rule()))) {
        return Finding.PROVED;
      }
      if (!offences.isEmpty() && round < last) {
        return Finding.UNDECIDABLE;
      }
    }
    boolean refutes =
        heard && isWhole(broken, protocol, inbox) && isClean(evidence.accused(), protocol, inbox);
    return refutes ? Finding.REFUTED : Finding.UNDECIDABLE;
  }

  /**
   * Whether nothing that could show the breach is cut away: no round that the rule is about, and no
   * message of the last one where somebody else's may show it.
   */
  private static boolean isWhole(Rule rule, Protocol protocol, Inbox inbox) {
    int last = inbox.round();
    boolean ends =
        rule.isJudgedIn(last)
            && IntStream.rangeClosed(last + 1, protocol.rounds()).noneMatch(rule::isJudgedIn);
    return ends
        && (!rule.isShownByOthers()
            || inbox.round(last).keySet().equals(inbox.session().members()));
  }

  /**
   * Whether the checks find nothing in the accused's last message alone: after another breach of
   * it, or one that it complains of, they stop before they come to the rule in question.
   */
  private static boolean isClean(int accused, Protocol protocol, Inbox inbox) {
    Inbox alone = Inbox.empty(inbox.session());
    for (int round = 1; round < inbox.round(); round++) {
      alone = alone.with(inbox.round(round).values());
    }
    alone = alone.with(List.of(inbox.round(inbox.round()).get(accused)));
    return protocol.offences(alone, inbox.round()).isEmpty();
  }

  /**
   * The exhibits as the inbox of somebody who shares the accused's view: every round but the last
   * complete, every message under the view that the rounds before hash to.
   */
  private Inbox inbox(Session session, Protocol protocol, List<String> exhibits)
      throws DecodingException {
    SortedMap<Integer, List<Received>> rounds = new TreeMap<>();
    for (String compact : exhibits) {
      Envelope envelope =
          memberEnvelope(session.preimage(), compact)
              .orElseThrow(() -> new DecodingException("an exhibit is not a member's message"));
      Message message =
          InboxReader.body(protocol, envelope)
              .orElseThrow(() -> new DecodingException("an exhibit does not decode"));
      rounds
          .computeIfAbsent(envelope.round(), r -> new ArrayList<>())
          .add(new Received(envelope, message));
    }
    Inbox inbox = Inbox.empty(session);
    int last = rounds.isEmpty() ? 0 : rounds.lastKey();
    for (int round = 1; round <= last; round++) {
      List<Received> received = rounds.getOrDefault(round, List.of());
      Bytes view = inbox.view(round - 1);
      boolean oneView = received.stream().allMatch(r -> r.envelope().view().equals(view));
      inbox = inbox.with(received);
      boolean single = inbox.round(round).size() == received.size();
      boolean complete = round == last || inbox.round(round).keySet().equals(session.members());
      if (!oneView || !single || !complete) {
        throw new DecodingException("the exhibits are not one view");
      }
    }
    return inbox;
  }

  /** The envelope, when a member of the session signed it in this session. */
  private Optional<Envelope> memberEnvelope(SessionPreimage session, String compact) {
    try {
      Jws jws = Jws.parse(compact);
      boolean member =
          session.participants().stream()
              .anyMatch(p -> p.number() == jws.from() && p.thumbprint().equals(jws.thumbprint()));
      Optional<IdentityKey> key = keys.find(jws.from(), jws.thumbprint());
      if (!member || key.isEmpty() || !jws.isSignedBy(key.get())) {
        return Optional.empty();
      }
      Envelope envelope = Envelope.read(jws);
      return envelope.sid().equals(session.sid()) && envelope.belongsTo(session)
          ? Optional.of(envelope)
          : Optional.empty();
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  /** The accused's envelope that is exhibit {@code index} of exactly {@code count}. */
  private Jws exhibit(Evidence evidence, int index, int count) throws DecodingException {
    if (evidence.exhibits().size() != count) {
      throw new DecodingException("not the exhibits that this rule needs");
    }
    Jws jws = Jws.parse(evidence.exhibits().get(index));
    Optional<IdentityKey> key = keys.find(evidence.accused(), jws.thumbprint());
    if (!jws.typ().equals(Envelope.TYP)
        || key.isEmpty()
        || !jws.isSignedBy(key.get())
        || !isKeyOfSession(evidence, key.get().participant())) {
      throw new DecodingException("an exhibit is not the accused's");
    }
    return jws;
  }

  private <T extends Content> Signed<T> read(Evidence evidence, int index, Kind<T> kind)
      throws DecodingException {
    if (evidence.exhibits().size() <= index) {
      throw new DecodingException("an exhibit is missing");
    }
    Signed<T> signed = Signed.read(evidence.exhibits().get(index), kind, cluster, keys);
    if (signed.from() != evidence.accused() || !isKeyOfSession(evidence, signed.signer())) {
      throw new DecodingException("an exhibit is not the accused's");
    }
    return signed;
  }

  /**
   * Whether the session is the accused's under that key, so that a stolen key of old says nothing
   * about what its keeper does under the next. The pre-image names no key of a coordinator that is
   * not a member.
   */
  private boolean isKeyOfSession(Evidence evidence, Participant signer) {
    SessionPreimage session = evidence.session();
    return session.participants().contains(signer)
        || (session.coordinator() == signer.number()
            && !session.members().contains(signer.number())
            && keys.isCurrent(signer));
  }

  private static Finding proved(boolean broken) {
    return broken ? Finding.PROVED : Finding.REFUTED;
  }
}
