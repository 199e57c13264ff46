package org.tagma.persistence.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Join;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/** The chain of audit records: appended under a lock, never changed, read in many ways. */
@ApplicationScoped
public class AuditRepository {
  private static final int LONGEST_PAGE = 1000;

  private final Database database;

  protected AuditRepository() {
    this(null);
  }

  @Inject
  public AuditRepository(Database database) {
    this.database = database;
  }

  /**
   * Appends a record to the chain.
   *
   * @param builder makes the record for the place it gets; runs on the writer's thread, under the
   *     lock of the chain, and again when the commit has to be repeated
   * @return the record, once it is durable
   */
  public Durable<AuditRow> append(Function<ChainPosition, AuditRow> builder) {
    return database.write(entities -> appended(entities, builder));
  }

  /** The same, with the next commit: for a record that no answer waits for. */
  public Durable<AuditRow> appendPatiently(Function<ChainPosition, AuditRow> builder) {
    return database.writePatiently(entities -> appended(entities, builder));
  }

  private static AuditRow appended(
      EntityManager entities, Function<ChainPosition, AuditRow> builder) {
    ChainHeadEntity head = lockedHead(entities);
    ChainPosition position = head.next();
    AuditRow row = builder.apply(position);
    if (row.sequence() != position.sequence()
        || !row.previousHash().equals(position.previousHash())) {
      throw new IllegalArgumentException("the record is not made for its place in the chain");
    }
    entities.persist(new AuditRecordEntity(row));
    head.advance(row);
    return row;
  }

  private static ChainHeadEntity lockedHead(EntityManager entities) {
    ChainHeadEntity head = entities.find(ChainHeadEntity.class, ChainHeadEntity.ONLY);
    if (entities.getLockMode(head) != LockModeType.PESSIMISTIC_WRITE) {
      entities.refresh(head, LockModeType.PESSIMISTIC_WRITE); // once in a transaction
    }
    return head;
  }

  /** Where the chain ends. */
  public ChainHead head() {
    return database.read(
        entities -> {
          ChainHeadEntity head = entities.find(ChainHeadEntity.class, ChainHeadEntity.ONLY);
          return new ChainHead(head.sequence, head.hash);
        });
  }

  /** The same as of the next commit, which makes it durable if it is not yet. */
  public Durable<ChainHead> durableHead() {
    return database.writePatiently(
        entities -> {
          ChainHeadEntity head = lockedHead(entities);
          return new ChainHead(head.sequence, head.hash);
        });
  }

  /** The hash of a record; empty when there is none with that number. */
  public Optional<String> hash(long sequence) {
    return database.read(
        entities ->
            entities
                .createQuery(
                    "SELECT r.hash FROM AuditRecord r WHERE r.sequence = :sequence", String.class)
                .setParameter("sequence", sequence)
                .getResultStream()
                .findFirst());
  }

  /** The highest number of any record, 0 when there is none; in a sound chain that of its head. */
  public long last() {
    return database.read(
        entities ->
            entities
                .createQuery("SELECT COALESCE(MAX(r.sequence), 0) FROM AuditRecord r", Number.class)
                .getSingleResult()
                .longValue());
  }

  /**
   * The part of the chain that holds all records of a time range.
   *
   * @param from epoch milliseconds, inclusive
   * @param to epoch milliseconds, exclusive
   * @return empty when no record is that old
   */
  public Optional<ChainRange> range(long from, long to) {
    return database.read(
        entities -> {
          Object[] ends =
              entities
                  .createQuery(
                      "SELECT MIN(r.sequence), MAX(r.sequence) FROM AuditRecord r"
                          + " WHERE r.timestamp >= :from AND r.timestamp < :to",
                      Object[].class)
                  .setParameter("from", from)
                  .setParameter("to", to)
                  .getSingleResult();
          return ends[0] == null
              ? Optional.empty()
              : Optional.of(
                  new ChainRange(((Number) ends[0]).longValue(), ((Number) ends[1]).longValue()));
        });
  }

  public Optional<AuditRow> byId(String id) {
    return database.read(
        entities ->
            entities
                .createQuery(
                    "SELECT r FROM AuditRecord r WHERE r.id = :id", AuditRecordEntity.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .map(AuditRecordEntity::row));
  }

  /** All records of an operation, in the order of the chain. */
  public List<AuditRow> byOperation(String operationId) {
    return database.read(
        entities ->
            rows(
                entities
                    .createQuery(
                        "SELECT r FROM AuditRecord r WHERE r.operationId = :operationId"
                            + " ORDER BY r.sequence",
                        AuditRecordEntity.class)
                    .setParameter("operationId", operationId)));
  }

  /**
   * Records from one place in the chain on, in its order.
   *
   * @param from the first sequence number
   * @param limit 1 to 1000
   */
  public List<AuditRow> walk(long from, int limit) {
    requirePage(limit);
    return database.read(
        entities ->
            rows(
                entities
                    .createQuery(
                        "SELECT r FROM AuditRecord r WHERE r.sequence >= :from ORDER BY r.sequence",
                        AuditRecordEntity.class)
                    .setParameter("from", from)
                    .setMaxResults(limit)));
  }

  /**
   * Records that pass the filter, newest first.
   *
   * @param before only records with a lower sequence number: the last one of the page before;
   *     Long.MAX_VALUE for the first page
   * @param limit 1 to 1000
   */
  public List<AuditRow> query(AuditFilter filter, long before, int limit) {
    requirePage(limit);
    return database.read(
        entities -> {
          CriteriaBuilder builder = entities.getCriteriaBuilder();
          CriteriaQuery<AuditRecordEntity> query = builder.createQuery(AuditRecordEntity.class);
          Root<AuditRecordEntity> record = query.from(AuditRecordEntity.class);
          List<Predicate> conditions = new Conditions(builder, record).of(filter);
          conditions.add(builder.lessThan(record.<Long>get("sequence"), before));
          query
              .select(record)
              .where(conditions.toArray(Predicate[]::new))
              .orderBy(builder.desc(record.get("sequence")));
          return rows(entities.createQuery(query).setMaxResults(limit));
        });
  }

  /**
   * Counts the records of a time range that name somebody, by group in its natural order.
   *
   * @param from epoch milliseconds, inclusive
   * @param to epoch milliseconds, exclusive
   */
  public List<FaultCount> faults(FaultGrouping grouping, long from, long to) {
    return database.read(
        entities -> {
          Map<String, Map<String, Long>> groups = new TreeMap<>();
          entities
              .createQuery(grouping.query(), Object[].class)
              .setParameter("from", from)
              .setParameter("to", to)
              .getResultList()
              .forEach(
                  row ->
                      groups
                          .computeIfAbsent(
                              Objects.requireNonNullElse((String) row[0], "UNKNOWN"),
                              group -> new HashMap<>())
                          .put((String) row[1], ((Number) row[2]).longValue()));
          return groups.entrySet().stream()
              .map(group -> count(group.getKey(), group.getValue()))
              .toList();
        });
  }

  private static FaultCount count(String group, Map<String, Long> counts) {
    return new FaultCount(
        group,
        counts.getOrDefault(Naming.IMPOSTER, 0L),
        counts.getOrDefault(Naming.DEAD, 0L),
        counts.getOrDefault(Naming.REFUSED, 0L));
  }

  private static List<AuditRow> rows(TypedQuery<AuditRecordEntity> query) {
    return query
        .setHint("eclipselink.batch.type", "IN") // the lists of a page in one query each
        .setHint("eclipselink.batch", "r.namings")
        .setHint("eclipselink.batch", "r.faults")
        .getResultList()
        .stream()
        .map(AuditRecordEntity::row)
        .toList();
  }

  private static void requirePage(int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to " + LONGEST_PAGE);
    }
  }

  /** A filter as conditions on a record. */
  private record Conditions(CriteriaBuilder builder, Root<AuditRecordEntity> record) {
    List<Predicate> of(AuditFilter filter) {
      List<Predicate> conditions = new ArrayList<>();
      if (filter.from() != null) {
        conditions.add(builder.ge(record.<Long>get("timestamp"), filter.from()));
      }
      if (filter.to() != null) {
        conditions.add(builder.lt(record.<Long>get("timestamp"), filter.to()));
      }
      if (filter.event() != null) {
        conditions.add(event(filter.event()));
      }
      equal(conditions, "keyId", filter.keyId());
      equal(conditions, "subject", filter.actor());
      equal(conditions, "operationId", filter.operationId());
      named(conditions, Naming.IMPOSTER, filter.imposter());
      named(conditions, Naming.DEAD, filter.dead());
      outcome(conditions, filter.outcome());
      return conditions;
    }

    private Predicate event(String event) {
      String literal = event.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
      return builder.or(
          builder.equal(record.get("event"), event),
          builder.like(record.get("event"), literal + ".%", '\\'));
    }

    private void named(List<Predicate> conditions, String list, String keeper) {
      if (keeper != null) {
        // at most one row: verdict and keeper are its key
        Join<AuditRecordEntity, NamingEmbeddable> naming = record.join("namings");
        conditions.add(builder.equal(naming.get("verdict"), list));
        conditions.add(builder.equal(naming.get("keeper"), keeper));
      }
    }

    private void outcome(List<Predicate> conditions, AuditFilter.Outcome outcome) {
      if (outcome.succeeded() != null) {
        conditions.add(
            outcome.succeeded()
                ? builder.lt(record.<Integer>get("statusCode"), 400)
                : builder.ge(record.<Integer>get("statusCode"), 400));
      }
      equal(conditions, "statusCode", outcome.statusCode());
      equal(conditions, "error", outcome.error());
    }

    private void equal(List<Predicate> conditions, String attribute, Object value) {
      if (value != null) {
        conditions.add(builder.equal(record.get(attribute), value));
      }
    }
  }
}
