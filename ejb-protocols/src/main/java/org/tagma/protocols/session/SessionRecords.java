package org.tagma.protocols.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tagma.persistence.Durable;
import org.tagma.persistence.keys.Activation;
import org.tagma.persistence.keys.Storing;
import org.tagma.persistence.sessions.AttemptClaim;
import org.tagma.persistence.sessions.NewSession;
import org.tagma.persistence.sessions.Opening;
import org.tagma.persistence.sessions.Outbox;
import org.tagma.persistence.sessions.Role;
import org.tagma.persistence.sessions.SessionRepository;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.failure.FaultReports;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.SessionJournal;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * Sessions in the database: what belongs to one step is submitted together and shares a commit, and
 * nothing leaves before it. A coordinator's own part in a session has no audit records of its own:
 * the operation's cover it.
 */
@ApplicationScoped
public class SessionRecords implements SessionJournal {
  private static final String SUCCESS = "SUCCESS";

  private final SessionRepository sessions;
  private final StoredKeys keys;
  private final StoredModuli moduli;
  private final AuditTrail audit;
  private final EvidenceLocker evidence;
  private final KeeperIdentity identity;

  /** For the container's proxy only. */
  protected SessionRecords() {
    this(null, null, null, null, null, null);
  }

  @Inject
  public SessionRecords(
      SessionRepository sessions,
      StoredKeys keys,
      StoredModuli moduli,
      AuditTrail audit,
      EvidenceLocker evidence,
      KeeperIdentity identity) {
    this.sessions = sessions;
    this.keys = keys;
    this.moduli = moduli;
    this.audit = audit;
    this.evidence = evidence;
    this.identity = identity;
  }

  @Override
  public Admission open(
      Session session, String subject, int maxAttempt, List<Effect> effects, Reply reply) {
    SessionPreimage preimage = session.preimage();
    AttemptClaim claim =
        new AttemptClaim(
            KeeperName.of(preimage.coordinator()),
            preimage.operationId(),
            preimage.requestDigest().base64Url(),
            preimage.attempt(),
            maxAttempt,
            preimage.notAfter());
    Optional<Outbox> first =
        reply.round() == 0 ? Optional.empty() : Optional.of(outbox(session, reply));
    Durable<Opening> opening = sessions.open(claim, row(session), first);
    List<Durable<?>> others = new ArrayList<>(apply(session, effects, null));
    if (!isCoordinator(session)) {
      others.add(audit.append(opened(session, subject)));
    }
    others.forEach(Durable::await);
    return switch (opening.await()) {
      case OPENED -> Admission.OPENED;
      case KNOWN -> Admission.KNOWN;
      case ANOTHER_REQUEST, TOO_MANY_ATTEMPTS -> Admission.ATTEMPT;
    };
  }

  @Override
  public void answer(Session session, List<Effect> effects, Reply reply) {
    apply(session, effects, outbox(session, reply)).forEach(Durable::await);
  }

  @Override
  public void close(Session session, String subject, SessionEnd end) {
    List<Durable<?>> writes = new ArrayList<>();
    String sid = session.sid().base64Url();
    boolean patiently = end.outcome().equals(SUCCESS) && end.faults().isEmpty();
    writes.add(patiently ? sessions.closePatiently(sid) : sessions.close(sid));
    for (Fault fault : end.faults()) {
      if (fault.verdict() instanceof Verdict.Imposter imposter) {
        writes.add(evidence.keep(imposter.evidence()));
      }
    }
    if (!isCoordinator(session)) {
      AuditEntry record = closed(session, subject, end);
      writes.add(patiently ? audit.appendPatiently(record) : audit.append(record));
    }
    writes.forEach(Durable::await);
  }

  /** Submits the effects, in order, and the answer with the one that uses the session up. */
  private List<Durable<?>> apply(Session session, List<Effect> effects, Outbox outbox) {
    String sid = session.sid().base64Url();
    List<Durable<?>> writes = new ArrayList<>();
    boolean answered = false;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Consume) {
        writes.add(
            (outbox == null ? sessions.consume(sid) : sessions.consume(sid, outbox))
                .map(done -> require(done, "the session was used up before")));
        answered = true;
      } else if (effect instanceof Effect.KeepPending pending) {
        writes.add(
            keys.keepPending(pending.share())
                .map(s -> require(s == Storing.STORED, "a generation was certified before")));
      } else if (effect instanceof Effect.Activate activate) {
        writes.add(
            keys.activate(activate.certificate())
                .map(a -> require(a != Activation.MISSING, "a generation to activate is missing")));
      } else if (effect instanceof Effect.KeepModuli kept) {
        writes.add(
            moduli
                .keepPending(kept.epoch(), kept.secrets(), kept.bundle())
                .map(stored -> require(stored, "an epoch was certified before")));
      } else if (effect instanceof Effect.AdoptModuli adopted) {
        writes.add(
            moduli
                .activate(adopted.certificate())
                .map(a -> require(a != Activation.MISSING, "an epoch to activate is missing")));
      } else if (effect instanceof Effect.Adopt adopt) {
        writes.add(
            keys.adopt(adopt.certificate())
                .map(a -> require(a != Activation.MISSING, "a generation is certified otherwise")));
      } else if (effect instanceof Effect.Restore restore) {
        writes.add(
            keys.restore(restore.share())
                .map(a -> require(a == Activation.ACTIVE, "a share that is not of today")));
      } else if (effect instanceof Effect.Condemn condemn) {
        writes.add(
            keys.condemn(condemn.certificate())
                .map(done -> require(done, "a generation to destroy is needed")));
      } else if (effect instanceof Effect.Destroy destroy) {
        writes.add(
            keys.destroy(destroy.destruction())
                .map(done -> require(done, "a generation to destroy is another one")));
      } else {
        throw new IllegalStateException("an effect that is not kept here"); // or it would be lost
      }
    }
    if (outbox != null && !answered) {
      writes.add(
          sessions.saveOutbox(outbox).map(done -> require(done, "the round was answered before")));
    }
    return writes;
  }

  private static boolean require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
    return true;
  }

  private boolean isCoordinator(Session session) {
    return session.preimage().coordinator() == identity.keeper();
  }

  private NewSession row(Session session) {
    SessionPreimage preimage = session.preimage();
    try {
      return new NewSession(
          session.sid().base64Url(),
          isCoordinator(session) ? Role.COORDINATOR : Role.PARTICIPANT,
          KeeperName.of(preimage.coordinator()),
          preimage.operationId(),
          preimage.attempt(),
          preimage.protocol(),
          preimage.keyId(),
          preimage.generation(),
          preimage.notAfter(),
          new String(Jcs.canonical(preimage.toJson()), StandardCharsets.UTF_8));
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Outbox outbox(Session session, Reply reply) {
    return new Outbox(
        session.sid().base64Url(), reply.round(), reply.inbox().base64Url(), reply.message());
  }

  private static AuditEntry opened(Session session, String subject) {
    SessionPreimage preimage = session.preimage();
    return AuditEntry.opened(
            operation(session),
            subject,
            preimage.operationId(),
            session.sid().base64Url(),
            preimage.attempt())
        .withKey(key(session));
  }

  private static AuditEntry closed(Session session, String subject, SessionEnd end) {
    SessionPreimage preimage = session.preimage();
    AuditEntry.Outcome outcome =
        end.outcome().equals(SUCCESS)
            ? AuditEntry.Outcome.ok()
            : new AuditEntry.Outcome(null, end.outcome(), null);
    return AuditEntry.closed(
            operation(session),
            subject,
            preimage.operationId(),
            session.sid().base64Url(),
            preimage.attempt(),
            outcome,
            FaultReports.of(end))
        .withKey(key(session));
  }

  private static String operation(Session session) {
    return session.request().path("op").asText("").toLowerCase(Locale.ROOT);
  }

  private static AuditEntry.Crypto key(Session session) {
    SessionPreimage preimage = session.preimage();
    String curve = session.certificate().map(c -> c.curve().apiName()).orElse(null);
    return new AuditEntry.Crypto(
        preimage.protocol(), preimage.keyId(), curve, preimage.generation());
  }
}
