package org.tagma.threshold.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagma.threshold.evidence.EvidenceVerifier;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.message.RoundRequest;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.round.Derivations;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.verdict.CoordinatorRule;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.RefusalReason;

/**
 * One session that this keeper has joined, while the process lives. Thread-safe: one request at a
 * time.
 */
final class HostedSession {
  private final Session session;
  private final Protocol protocol;
  private final Optional<KeyShare> share;
  private final Optional<AuxSecrets> auxSecrets;
  private final String subject;
  private final SessionHost.Ports ports;
  private final EvidenceVerifier verifier;
  private final RoundEngine engine;
  private final Map<Integer, Answered> answered = new HashMap<>();
  private boolean opened;
  private boolean ended;
  private long lastHeard;
  private volatile boolean inFlight = true;

  private record Answered(Signed<RoundRequest> request, HostAnswer answer) {}

  /**
   * An answer, and the evidence against the coordinator if its request was one too many.
   *
   * @param coordinatorFault null where there is none
   */
  record Reply(HostAnswer answer, Evidence coordinatorFault) {}

  HostedSession(
      SessionAdmission.Admitted admitted,
      Derivations derivations,
      SessionHost.Ports ports,
      EvidenceVerifier verifier) {
    this.session = admitted.session();
    this.protocol = admitted.protocol();
    this.share = admitted.share();
    this.auxSecrets = admitted.auxSecrets();
    this.subject = admitted.subject();
    this.ports = ports;
    this.verifier = verifier;
    Local local = new Local(ports.identity().keeper(), share, auxSecrets, ports.random());
    this.engine =
        new RoundEngine(
            Inbox.empty(session, derivations),
            ports.identity().now(),
            ports.keys(),
            protocol,
            local,
            ports.tasks());
    this.lastHeard = ports.clock().getAsLong();
  }

  Session session() {
    return session;
  }

  /** The caller in whose name the session is. */
  String subject() {
    return subject;
  }

  Bytes sid() {
    return session.sid();
  }

  int coordinator() {
    return session.preimage().coordinator();
  }

  /** Commits the row of a session that was opened without its first round. */
  synchronized void open() throws RefusalException {
    if (!opened) {
      commitOpening(List.of(), new SessionJournal.Reply(0, Bytes.empty(), ""));
    }
  }

  /** Answers a round once: the same request gets the same answer, another one none. */
  synchronized Reply answer(Signed<RoundRequest> request, List<String> envelopes)
      throws RefusalException {
    lastHeard = ports.clock().getAsLong();
    int round = request.content().round();
    Answered earlier = answered.get(round);
    if (earlier != null) {
      if (earlier.request().content().inbox().equals(request.content().inbox())) {
        return new Reply(earlier.answer(), null);
      }
      destroy();
      return new Reply(
          refuse(request, RefusalReason.INBOX_CHANGED), equivocation(earlier.request(), request));
    }
    if (ended || engine.isDead() || engine.isOver() || lastHeard > session.preimage().notAfter()) {
      throw new RefusalException(RefusalReason.SESSION_CLOSED);
    }
    if (round != engine.next()) {
      throw new RefusalException(RefusalReason.INVALID_REQUEST);
    }
    HostAnswer answer = commit(request, engine.advance(envelopes));
    answered.put(round, new Answered(request, answer));
    if (engine.isOver()) {
      eraseKeys();
    }
    inFlight = owesRound();
    lastHeard = ports.clock().getAsLong(); // before its answer, it had nothing to say
    return new Reply(answer, null);
  }

  private HostAnswer commit(Signed<RoundRequest> request, RoundEngine.Answer answer)
      throws RefusalException {
    int round = request.content().round();
    if (answer instanceof RoundEngine.Answer.Send send) {
      String message = send.envelope().signed().compact();
      try {
        SessionJournal.Reply reply =
            new SessionJournal.Reply(round, digest(request.content().inbox()), message);
        if (opened) {
          ports.journal().answer(session, send.effects(), reply);
        } else {
          commitOpening(send.effects(), reply);
        }
      } catch (RuntimeException e) {
        destroy(); // nothing was committed, so nothing may leave, now or later
        throw e;
      } finally {
        send.effects().forEach(HostedSession::erase);
      }
      return new HostAnswer.Envelopes(List.of(message));
    }
    if (answer instanceof RoundEngine.Answer.Accuse accuse) {
      return accuse(request, accuse.evidence());
    }
    return refuse(request, ((RoundEngine.Answer.Refuse) answer).reason());
  }

  private void commitOpening(List<Effect> effects, SessionJournal.Reply reply)
      throws RefusalException {
    int spare = session.preimage().total() - session.preimage().threshold() + 1;
    SessionJournal.Admission admission =
        ports.journal().open(session, subject, 2 * spare, effects, reply);
    if (admission != SessionJournal.Admission.OPENED) {
      destroy();
      throw new RefusalException(
          admission == SessionJournal.Admission.KNOWN
              ? RefusalReason.SESSION_CLOSED
              : RefusalReason.INVALID_REQUEST);
    }
    opened = true;
  }

  /** A secret that has been stored is not needed here any more. */
  private static void erase(Effect effect) {
    if (effect instanceof Effect.KeepPending pending) {
      pending.share().destroy();
    } else if (effect instanceof Effect.Restore restore) {
      restore.share().destroy();
    } else if (effect instanceof Effect.KeepModuli moduli) {
      moduli.secrets().close();
    }
  }

  private static Bytes digest(List<Bytes> hashes) {
    return Sha256.of(hashes.stream().map(Bytes::toArray).toArray(byte[][]::new));
  }

  /** Accuses only what the verifier proves: everything else would be a bug of ours. */
  private HostAnswer accuse(Signed<RoundRequest> request, List<Evidence> evidence) {
    List<Evidence> proved =
        evidence.stream().filter(e -> verifier.verify(e) == Finding.PROVED).toList();
    if (proved.size() != evidence.size()) {
      throw new IllegalStateException("a check failed whose evidence does not verify");
    }
    return new HostAnswer.Accusing(
        SessionHost.accuse(
            ports, request.from(), session.sid(), request.content().round(), proved));
  }

  private HostAnswer refuse(Signed<RoundRequest> request, RefusalReason reason) {
    return SessionHost.refuse(
        ports,
        request.from(),
        session.sid(),
        request.content().round(),
        new RefusalException(reason));
  }

  private Evidence equivocation(Signed<RoundRequest> first, Signed<RoundRequest> second) {
    return Evidence.of(
        CoordinatorRule.EQUIVOCATION,
        coordinator(),
        session.preimage(),
        List.of(first.compact(), second.compact()),
        ports.keys());
  }

  /** The messages of rounds 1 to {@code round} that this keeper went on with. */
  synchronized List<String> view(int round) throws RefusalException {
    Inbox inbox = engine.inbox();
    if (round > inbox.round()) {
      throw new RefusalException(RefusalReason.INVALID_REQUEST);
    }
    List<String> envelopes = new ArrayList<>();
    for (int r = 1; r <= round; r++) {
      inbox
          .round(r)
          .values()
          .forEach(received -> envelopes.add(received.envelope().signed().compact()));
    }
    return envelopes;
  }

  /** Whether it is to end a generation for good. */
  boolean endsGeneration() {
    return protocol.endsGeneration();
  }

  /** Whether it works under this generation. */
  boolean works(String keyId, int generation) {
    return !protocol.endsGeneration()
        && !protocol.makesGeneration()
        && session.preimage().keyId().equals(keyId)
        && session.preimage().generation() == generation;
  }

  synchronized boolean isAbandoned(long now) {
    boolean silent = owesRound() && now - lastHeard > protocol.patience();
    return !ended && (silent || now > session.preimage().notAfter());
  }

  /** Whether nobody may ask about the session any more. */
  synchronized boolean isForgotten(long now) {
    return ended && now > session.preimage().notAfter();
  }

  /**
   * Whether the coordinator has still to ask for a round: not after the last one, and not once this
   * keeper has refused or accused, since then only CLOSE is left.
   */
  synchronized boolean owesRound() {
    return !engine.isDead() && !engine.isOver();
  }

  synchronized int nextRound() {
    return engine.next();
  }

  synchronized long lastHeard() {
    return lastHeard;
  }

  /**
   * Whether something may still leave in this session: not once this keeper's part in it is done,
   * or it has ended. Does not wait for a round that is being answered.
   */
  boolean isInFlight() {
    return inFlight;
  }

  /** Returns whether the session had not ended before. */
  synchronized boolean end() {
    if (ended) {
      return false;
    }
    ended = true;
    destroy();
    return opened;
  }

  /** The end could not be recorded: it is still to come, and no round will be answered. */
  synchronized void endIsOwed() {
    ended = false;
  }

  synchronized void destroy() {
    inFlight = false;
    engine.destroy();
    eraseKeys();
  }

  private void eraseKeys() {
    share.ifPresent(KeyShare::destroy);
    auxSecrets.ifPresent(AuxSecrets::close);
  }
}
