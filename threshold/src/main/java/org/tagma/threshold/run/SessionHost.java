package org.tagma.threshold.run;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.tagma.threshold.evidence.EvidenceVerifier;
import org.tagma.threshold.evidence.Finding;
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
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.ProtocolRegistry;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * A keeper's side of the sessions it is asked to join, its own ones included: checks every opening
 * against its own state, opens a session once in its life, answers each round once, and remembers
 * what it saw (DESIGN section 4). The same code runs in the server and in the simulator; all I/O is
 * behind the ports. Thread-safe.
 */
public final class SessionHost {
  /** A coordinator that has been silent for so long has left most sessions, in milliseconds. */
  public static final long ABANDONED_AFTER = Protocol.PATIENCE;

  private final Ports ports;
  private final EvidenceVerifier verifier;
  private final SessionAdmission admission;
  private final Map<Bytes, HostedSession> sessions = new ConcurrentHashMap<>();
  private final Set<Bytes> admitting = ConcurrentHashMap.newKeySet();
  private final KeySlots slots = new KeySlots(this::isInFlight);

  /** What the host needs from the keeper it runs in. */
  public record Ports(
      KeeperIdentity identity,
      Cluster cluster,
      KeyRing keys,
      ProtocolRegistry protocols,
      KeyVault vault,
      Authority authority,
      SessionJournal journal,
      LongSupplier clock,
      SecureRandom random,
      Tasks tasks) {}

  public SessionHost(Ports ports) {
    this.ports = ports;
    this.verifier = new EvidenceVerifier(ports.cluster().id(), ports.keys(), ports.protocols());
    this.admission = new SessionAdmission(ports, this::takeTurn);
  }

  private boolean isInFlight(Bytes sid) {
    HostedSession session = sessions.get(sid);
    return admitting.contains(sid) || (session != null && session.isInFlight());
  }

  private void takeTurn(String keyId, Bytes sid) throws RefusalException {
    switch (slots.take(keyId, sid, ports.clock().getAsLong())) {
      case WAITS -> throw new RefusalException(RefusalReason.BUSY, KeySlots.RETRY_AFTER, 0);
      case TOO_MANY_WAIT ->
          throw new RefusalException(RefusalReason.OVERLOADED, KeySlots.PATIENCE, 0);
      case HAS_IT -> {}
    }
  }

  /** POST /peer/v1/sessions/{sid}: only opens. */
  public HostAnswer open(Bytes sid, RoundCall call) {
    return open(sid, call, new Derivations());
  }

  /**
   * The same for a session that this keeper coordinates.
   *
   * @param derivations shared with the coordination, which holds the same messages
   */
  public HostAnswer open(Bytes sid, RoundCall call, Derivations derivations) {
    try {
      Signed<Opening> opening = read(call.open().orElseThrow(SessionHost::unheard), Opening.KIND);
      return refusable(
          sid,
          0,
          opening.from(),
          () -> {
            HostedSession session = admit(sid, opening, call.credential(), derivations);
            session.open();
            return new HostAnswer.Envelopes(List.of());
          });
    } catch (DecodingException e) {
      return new HostAnswer.Unheard();
    }
  }

  /** POST /peer/v1/sessions/{sid}/rounds/{n}; the first round may carry the opening too. */
  public HostAnswer round(Bytes sid, int round, RoundCall call) {
    return round(sid, round, call, new Derivations());
  }

  /**
   * The same in a session that this keeper coordinates.
   *
   * @param derivations shared with the coordination, which holds the same messages
   */
  public HostAnswer round(Bytes sid, int round, RoundCall call, Derivations derivations) {
    try {
      Signed<RoundRequest> request =
          read(call.round().orElseThrow(SessionHost::unheard), RoundRequest.KIND);
      if (!request.content().sid().equals(sid) || request.content().round() != round) {
        return new HostAnswer.Unheard();
      }
      return refusable(sid, round, request.from(), () -> answer(request, call, derivations));
    } catch (DecodingException e) {
      return new HostAnswer.Unheard();
    }
  }

  /** POST /peer/v1/sessions/{sid}/view. */
  public HostAnswer view(Bytes sid, String message) {
    try {
      Signed<ViewRequest> request = read(message, ViewRequest.KIND);
      return refusable(
          sid,
          request.content().round(),
          request.from(),
          () -> {
            List<String> envelopes = known(sid, request.from()).view(request.content().round());
            ViewOpening opening = new ViewOpening(sid, request.content().round(), envelopes);
            return new HostAnswer.Opening(sign(request.from(), opening));
          });
    } catch (DecodingException e) {
      return new HostAnswer.Unheard();
    }
  }

  /**
   * POST /peer/v1/sessions/{sid}/close. Evidence is believed when it verifies, claims never.
   *
   * @return whether the session is closed now; false when this keeper knows no such session of the
   *     sender, so that a repetition would change nothing
   */
  public boolean close(Bytes sid, String message) {
    try {
      Signed<Closing> closing = read(message, Closing.KIND);
      HostedSession session = sessions.get(sid);
      if (!closing.content().sid().equals(sid)
          || session == null
          || session.coordinator() != closing.from()) {
        return false;
      }
      end(session, closed(closing));
      return true;
    } catch (DecodingException e) {
      return false;
    }
  }

  /** Ends the sessions whose coordinator has vanished; called every second or so. */
  public void expire() {
    long now = ports.clock().getAsLong();
    for (HostedSession session : List.copyOf(sessions.values())) {
      if (session.isAbandoned(now)) {
        end(session, abandoned(session, now));
      }
      if (session.isForgotten(now)) {
        sessions.remove(session.sid());
      }
    }
  }

  /**
   * Ends every session and erases its secrets: the keeper has been sealed, or stops. A round that
   * is being answered is waited for; none is answered afterwards.
   */
  public void forgetAll() {
    sessions.values().forEach(HostedSession::destroy);
    sessions.clear();
  }

  /**
   * Leaves every session: this keeper has another identity key than they name. A round that is
   * being answered is waited for; none is answered afterwards.
   */
  public void leaveAll() {
    sessions.values().forEach(HostedSession::destroy);
  }

  /**
   * Leaves every session under a generation of a key that this keeper never uses again. A round
   * that is being answered is waited for; none is answered afterwards.
   */
  public void leave(String keyId, int generation) {
    sessions.values().stream()
        .filter(session -> session.works(keyId, generation))
        .forEach(HostedSession::destroy);
  }

  private HostAnswer answer(Signed<RoundRequest> request, RoundCall call, Derivations derivations)
      throws DecodingException, RefusalException {
    Bytes sid = request.content().sid();
    HostedSession session = sessions.get(sid);
    if (session == null && call.open().isPresent() && request.content().round() == 1) {
      session = admit(sid, read(call.open().get(), Opening.KIND), call.credential(), derivations);
    }
    if (session == null || session.coordinator() != request.from()) {
      throw unknown();
    }
    checkHashes(request.content(), call.envelopes());
    HostedSession.Reply reply = answer(session, request, call.envelopes());
    if (session.endsGeneration()) {
      SessionPreimage preimage = session.session().preimage();
      leave(preimage.keyId(), preimage.generation()); // before the promise to do so goes out
    }
    if (reply.coordinatorFault() != null) {
      end(session, convicted(session, request.content().round(), reply.coordinatorFault()));
    }
    return reply.answer();
  }

  private HostedSession.Reply answer(
      HostedSession session, Signed<RoundRequest> request, List<String> envelopes)
      throws RefusalException {
    try {
      return session.answer(request, envelopes);
    } catch (SessionJournal.SealedMeanwhile sealed) {
      throw new RefusalException(RefusalReason.SEALED);
    }
  }

  /** A sealed keeper knows no session: then it is the seal that the coordinator should hear of. */
  private RefusalException unknown() {
    return new RefusalException(
        ports.vault().isSealed() ? RefusalReason.SEALED : RefusalReason.UNKNOWN_SESSION);
  }

  /** The session of an opening, new, or the same as one that another thread is admitting. */
  private HostedSession admit(
      Bytes sid, Signed<Opening> opening, Optional<String> credential, Derivations derivations)
      throws RefusalException {
    admitting.add(sid);
    try {
      return admitted(sid, admission.check(sid, opening, credential), derivations);
    } finally {
      admitting.remove(sid);
    }
  }

  private HostedSession admitted(
      Bytes sid, SessionAdmission.Admitted admitted, Derivations derivations)
      throws RefusalException {
    HostedSession session = new HostedSession(admitted, derivations, ports, verifier);
    HostedSession earlier = sessions.putIfAbsent(sid, session);
    if (earlier != null) {
      session.destroy();
      return earlier;
    }
    // since the check, so that forgetAll or leave may not have seen it
    Optional<RefusalReason> over = over(admitted);
    if (over.isPresent()) {
      sessions.remove(sid);
      session.destroy();
      throw new RefusalException(over.get());
    }
    return session;
  }

  private Optional<RefusalReason> over(SessionAdmission.Admitted admitted) {
    if (ports.vault().isSealed()) {
      return Optional.of(RefusalReason.SEALED);
    }
    if (admission.hasEnded(admitted.protocol(), admitted.session())) {
      return Optional.of(RefusalReason.GENERATION);
    }
    return admission.isOfToday(admitted.session().preimage())
        ? Optional.empty()
        : Optional.of(RefusalReason.SESSION_CLOSED);
  }

  private HostedSession known(Bytes sid, int coordinator) throws RefusalException {
    HostedSession session = sessions.get(sid);
    if (session == null || session.coordinator() != coordinator) {
      throw unknown();
    }
    return session;
  }

  /** The ROUND message must be about the very messages beside it. */
  private static void checkHashes(RoundRequest request, List<String> envelopes)
      throws RefusalException {
    List<Bytes> hashes = new ArrayList<>();
    try {
      for (String envelope : envelopes) {
        hashes.add(Jws.parse(envelope).hash());
      }
    } catch (DecodingException e) {
      throw new RefusalException(RefusalReason.INVALID_REQUEST);
    }
    List<Bytes> named = new ArrayList<>(request.inbox());
    hashes.sort(null);
    named.sort(null);
    if (!hashes.equals(named)) {
      throw new RefusalException(RefusalReason.INVALID_REQUEST);
    }
  }

  private void end(HostedSession session, SessionJournal.SessionEnd end) {
    if (session.end()) {
      try {
        ports.journal().close(session.session(), session.subject(), end);
      } catch (RuntimeException unrecorded) {
        session.endIsOwed();
        throw unrecorded;
      }
    }
  }

  private SessionJournal.SessionEnd closed(Signed<Closing> closing) {
    List<Fault> faults = new ArrayList<>();
    for (Evidence evidence : closing.content().evidence()) {
      if (evidence.session().sid().equals(closing.content().sid())
          && verifier.verify(evidence) == Finding.PROVED) {
        faults.add(
            new Fault(
                evidence.accused(),
                new Verdict.Imposter(evidence),
                0,
                closing.content().attempt()));
      }
    }
    List<SessionJournal.Claimed> claims =
        closing.content().claims().stream()
            .map(
                c ->
                    new SessionJournal.Claimed(
                        new Fault(
                            c.keeper(),
                            new Verdict.Dead(c.cause(), 0),
                            c.round(),
                            closing.content().attempt()),
                        closing.from()))
            .toList();
    return new SessionJournal.SessionEnd(closing.content().outcome(), faults, claims);
  }

  private static SessionJournal.SessionEnd abandoned(HostedSession session, long now) {
    if (!session.owesRound()) {
      return new SessionJournal.SessionEnd("UNKNOWN", List.of(), List.of());
    }
    Verdict dead = new Verdict.Dead(CauseOfDeath.ROUND_TIMEOUT, now - session.lastHeard());
    Fault fault =
        new Fault(
            session.coordinator(),
            dead,
            session.nextRound(),
            session.session().preimage().attempt());
    return new SessionJournal.SessionEnd("ABANDONED", List.of(fault), List.of());
  }

  private static SessionJournal.SessionEnd convicted(
      HostedSession session, int round, Evidence evidence) {
    Fault fault =
        new Fault(
            session.coordinator(),
            new Verdict.Imposter(evidence),
            round,
            session.session().preimage().attempt());
    return new SessionJournal.SessionEnd("IMPOSTER_FOUND", List.of(fault), List.of());
  }

  private interface Refusable {
    HostAnswer answer() throws DecodingException, RefusalException;
  }

  private HostAnswer refusable(Bytes sid, int round, int to, Refusable work)
      throws DecodingException {
    try {
      return work.answer();
    } catch (RefusalException e) {
      return refuse(ports, to, sid, round, e);
    }
  }

  private <T extends Content> Signed<T> read(String message, Kind<T> kind)
      throws DecodingException {
    Signed<T> signed = Signed.readOfToday(message, kind, ports.cluster().id(), ports.keys());
    if (signed.to() != ports.identity().keeper()) {
      throw new DecodingException("a message for another keeper");
    }
    return signed;
  }

  private String sign(int to, Content content) {
    return Signed.sign(ports.identity(), ports.cluster().id(), to, content).compact();
  }

  /** An accusation of this keeper. */
  static String accuse(Ports ports, int to, Bytes sid, int round, List<Evidence> evidence) {
    return Signed.sign(
            ports.identity(), ports.cluster().id(), to, new Accusation(sid, round, evidence))
        .compact();
  }

  /** A refusal of this keeper. */
  static HostAnswer refuse(Ports ports, int to, Bytes sid, int round, RefusalException why) {
    Refusal refusal =
        new Refusal(
            sid,
            round,
            why.reason(),
            why.retryAfter(),
            ports.clock().getAsLong(),
            why.generation());
    return new HostAnswer.Refusing(
        Signed.sign(ports.identity(), ports.cluster().id(), to, refusal).compact());
  }

  private static DecodingException unheard() {
    return new DecodingException("a message is missing");
  }
}
