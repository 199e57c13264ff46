package org.tagma.persistence.sessions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/** Sessions, each opened once in a keeper's life, and the answers given in them. */
@ApplicationScoped
public class SessionRepository {
  private final Database database;

  protected SessionRepository() {
    this(null);
  }

  @Inject
  public SessionRepository(Database database) {
    this.database = database;
  }

  /** Opens a session; false when its sid was ever used here. */
  public Durable<Boolean> open(NewSession session) {
    return opened(session, null);
  }

  /** Opens a session together with its first answer; false when its sid was ever used here. */
  public Durable<Boolean> open(NewSession session, Outbox first) {
    requireSameSession(session.sid(), first);
    return opened(session, first);
  }

  private Durable<Boolean> opened(NewSession session, Outbox first) {
    return database.write(entities -> stored(entities, session, first)).onConflict(false);
  }

  /**
   * Opens a session of an attempt that is admitted. All or nothing: an attempt that is refused
   * leaves no session behind that a repetition could find.
   *
   * @param first its first answer, if there is one already
   */
  public Durable<Opening> open(AttemptClaim claim, NewSession session, Optional<Outbox> first) {
    first.ifPresent(outbox -> requireSameSession(session.sid(), outbox));
    return database
        .write(
            entities -> {
              if (entities.find(SessionEntity.class, session.sid()) != null) {
                return Opening.KNOWN;
              }
              Admission admission = AttemptRepository.admitted(entities, claim);
              if (admission != Admission.ADMITTED) {
                return Opening.valueOf(admission.name());
              }
              keep(entities, session, first.orElse(null));
              return Opening.OPENED;
            })
        .onConflict(Opening.KNOWN);
  }

  private static boolean stored(EntityManager entities, NewSession session, Outbox first) {
    if (entities.find(SessionEntity.class, session.sid()) != null) {
      return false;
    }
    keep(entities, session, first);
    return true;
  }

  private static void keep(EntityManager entities, NewSession session, Outbox first) {
    SessionEntity entity = new SessionEntity(session);
    entities.persist(entity);
    if (first != null) {
      entities.persist(new OutboxEntity(entity, first));
    }
  }

  /** Keeps the answer of a round; false when it has one, or the session is closed or unknown. */
  public Durable<Boolean> saveOutbox(Outbox outbox) {
    return database
        .write(
            entities ->
                inState(entities, outbox.sid(), SessionState.OPEN, SessionState.CONSUMED)
                    && answered(entities, outbox))
        .onConflict(false);
  }

  /**
   * Turns a session CONSUMED together with the answer that uses it up, which may leave once this is
   * durable.
   *
   * @return false unless the session is OPEN and the round has no answer yet
   */
  public Durable<Boolean> consume(String sid, Outbox outbox) {
    requireSameSession(sid, outbox);
    return database
        .write(
            entities ->
                moved(entities, sid, SessionState.CONSUMED, SessionState.OPEN)
                    && kept(entities, outbox))
        .onConflict(false);
  }

  /** Turns a session CONSUMED where no answer travels; false unless it is OPEN. */
  public Durable<Boolean> consume(String sid) {
    return database.write(
        entities -> moved(entities, sid, SessionState.CONSUMED, SessionState.OPEN));
  }

  /** Closes a session for good; false when it is closed already or unknown. */
  public Durable<Boolean> close(String sid) {
    return database.write(entities -> closed(entities, sid));
  }

  /** The same, with the next commit. */
  public Durable<Boolean> closePatiently(String sid) {
    return database.writePatiently(entities -> closed(entities, sid));
  }

  private static boolean closed(EntityManager entities, String sid) {
    return moved(entities, sid, SessionState.CLOSED, SessionState.OPEN, SessionState.CONSUMED);
  }

  public Optional<StoredSession> find(String sid) {
    return database.read(
        entities ->
            Optional.ofNullable(entities.find(SessionEntity.class, sid))
                .map(SessionEntity::stored));
  }

  /** The answer given in a round. */
  public Optional<Outbox> outbox(String sid, int round) {
    return database.read(entities -> found(entities, sid, round).map(OutboxEntity::outbox));
  }

  /** Sessions that are not closed although their time is over, the oldest first. */
  public List<StoredSession> expired(long before, int limit) {
    return database.read(
        entities ->
            entities
                .createQuery(
                    "SELECT s FROM Session s WHERE s.notAfter < :before AND s.state <> :closed"
                        + " ORDER BY s.notAfter, s.sid",
                    SessionEntity.class)
                .setParameter("before", before)
                .setParameter("closed", SessionState.CLOSED)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(SessionEntity::stored)
                .toList());
  }

  /**
   * Forgets closed sessions, their answers, and attempts whose time was over before the given
   * moment: notAfter plus an hour at the earliest (spec/protocols.md 4.2).
   *
   * @return how many sessions went
   */
  public Durable<Integer> forget(long before) {
    return database.write(
        entities -> {
          entities
              .createQuery(
                  "DELETE FROM Outbox o WHERE o.session.sid IN (SELECT s.sid FROM Session s"
                      + " WHERE s.notAfter < :before AND s.state = :closed)")
              .setParameter("before", before)
              .setParameter("closed", SessionState.CLOSED)
              .executeUpdate();
          entities
              .createQuery("DELETE FROM Attempt a WHERE a.notAfter < :before")
              .setParameter("before", before)
              .executeUpdate();
          return entities
              .createQuery("DELETE FROM Session s WHERE s.notAfter < :before AND s.state = :closed")
              .setParameter("before", before)
              .setParameter("closed", SessionState.CLOSED)
              .executeUpdate();
        });
  }

  private static boolean answered(EntityManager entities, Outbox outbox) {
    return found(entities, outbox.sid(), outbox.round()).isEmpty() && kept(entities, outbox);
  }

  /** That the round has no answer yet is left to the schema, which undoes the whole unit. */
  private static boolean kept(EntityManager entities, Outbox outbox) {
    SessionEntity session = entities.getReference(SessionEntity.class, outbox.sid());
    entities.persist(new OutboxEntity(session, outbox));
    return true;
  }

  /** Asks the database and locks the row: a unit before this one may have moved the session. */
  private static boolean inState(EntityManager entities, String sid, SessionState... states) {
    return !entities
        .createQuery(
            "SELECT s FROM Session s WHERE s.sid = :sid AND s.state IN :states",
            SessionEntity.class)
        .setParameter("sid", sid)
        .setParameter("states", List.of(states))
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList()
        .isEmpty();
  }

  private static boolean moved(
      EntityManager entities, String sid, SessionState to, SessionState... from) {
    return entities
            .createQuery(
                "UPDATE Session s SET s.state = :to WHERE s.sid = :sid AND s.state IN :from")
            .setParameter("to", to)
            .setParameter("sid", sid)
            .setParameter("from", List.of(from))
            .executeUpdate()
        == 1;
  }

  private static Optional<OutboxEntity> found(EntityManager entities, String sid, int round) {
    return entities
        .createQuery(
            "SELECT o FROM Outbox o WHERE o.session.sid = :sid AND o.round = :round",
            OutboxEntity.class)
        .setParameter("sid", sid)
        .setParameter("round", round)
        .getResultStream()
        .findFirst();
  }

  private static void requireSameSession(String sid, Outbox outbox) {
    if (!outbox.sid().equals(sid)) {
      throw new IllegalArgumentException("the answer belongs to another session");
    }
  }
}
