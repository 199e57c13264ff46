package org.tagma.protocols.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.persistence.audit.AuditFilter;
import org.tagma.persistence.audit.AuditFilter.Outcome;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.audit.AuditRow;
import org.tagma.persistence.audit.FaultGrouping;
import org.tagma.persistence.evidence.EvidenceRepository;
import org.tagma.persistence.evidence.StoredEvidence;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.transcript.Jcs;

/** Reads the audit trail from this keeper's database. */
@Stateless
@Local(AuditReader.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuditArchive implements AuditReader {
  private AuditRepository records;
  private EvidenceRepository evidence;
  private AuditTrail trail;
  private RecordSigner signer;
  private Supplier<KeyRing> keys;

  /** For the container, which injects. */
  public AuditArchive() {}

  AuditArchive(
      AuditRepository records,
      EvidenceRepository evidence,
      AuditTrail trail,
      RecordSigner signer,
      Supplier<KeyRing> keys) {
    this.records = records;
    this.evidence = evidence;
    this.trail = trail;
    this.signer = signer;
    this.keys = keys;
  }

  @Inject
  void read(AuditRepository theRecords, EvidenceRepository theEvidence, AuditTrail theTrail) {
    records = theRecords;
    evidence = theEvidence;
    trail = theTrail;
  }

  @Inject
  void verifyWith(RecordSigner theSigner, Instance<KeyRing> theKeys) {
    signer = theSigner;
    keys = theKeys::get;
  }

  @Override
  public AuditPage events(AuditQuery query) throws OperationFailed {
    return available(
        () -> {
          // one more than asked for tells whether there are more
          List<AuditRow> rows =
              records.query(
                  filter(query), query.before().orElse(Long.MAX_VALUE), query.limit() + 1);
          boolean more = rows.size() > query.limit();
          List<AuditRow> page = more ? rows.subList(0, query.limit()) : rows;
          return new AuditPage(
              published(page),
              more ? OptionalLong.of(page.get(page.size() - 1).sequence()) : OptionalLong.empty());
        });
  }

  @Override
  public Optional<JsonNode> event(String id) throws OperationFailed {
    return available(
        () -> {
          Optional<AuditRow> row = records.byId(id);
          return row.isEmpty() ? Optional.empty() : Optional.of(published(row.get()));
        });
  }

  @Override
  public List<JsonNode> operation(String operationId) throws OperationFailed {
    return available(() -> published(records.byOperation(operationId)));
  }

  @Override
  public Optional<JsonNode> evidence(String id) throws OperationFailed {
    return available(
        () -> {
          Optional<StoredEvidence> stored = evidence.find(id);
          return stored.isEmpty() ? Optional.empty() : Optional.of(bundle(stored.get()));
        });
  }

  @Override
  public ChainCheck verifyChain(
      RequestContext context, Optional<Instant> from, Optional<Instant> to) throws OperationFailed {
    ChainCheck check =
        available(
            () -> {
              ChainVerification chain = new ChainVerification(records, keys.get(), signer.keeper());
              return from.isEmpty() && to.isEmpty()
                  ? chain.all()
                  : chain.part(earliest(from), latest(to));
            });
    try {
      trail.write(verified(context, check));
    } catch (OperationFailed e) {
      if (check.valid()) {
        throw e;
      } // a broken chain may take no record any more: then the finding counts
    }
    return check;
  }

  @Override
  public boolean verify(ObjectNode record, String signature) {
    return RecordSignature.isGood(record, signature, keys.get());
  }

  private static AuditEntry verified(RequestContext context, ChainCheck check) {
    String details =
        check.valid()
            ? check.records() + " records are intact"
            : "record " + check.firstBroken() + " is missing or not intact";
    return AuditEntry.outcome(
        AuditEntry.CHAIN_VERIFY,
        context,
        new AuditEntry.Outcome(200, null, details),
        FaultReport.none());
  }

  @Override
  public List<FaultCount> faults(Optional<Instant> from, Optional<Instant> to, FaultCount.By by)
      throws OperationFailed {
    FaultGrouping grouping = FaultGrouping.valueOf(by.name());
    return available(
        () ->
            records.faults(grouping, earliest(from), latest(to)).stream()
                .map(
                    count ->
                        new FaultCount(
                            count.group(), count.imposters(), count.dead(), count.refused()))
                .toList());
  }

  private static AuditFilter filter(AuditQuery query) {
    return new AuditFilter(
        query.from().map(Instant::toEpochMilli).orElse(null),
        query.to().map(Instant::toEpochMilli).orElse(null),
        query.event().orElse(null),
        query.keyId().orElse(null),
        query.actor().orElse(null),
        query.operationId().orElse(null),
        query.imposter().orElse(null),
        query.dead().orElse(null),
        query.outcome().map(AuditArchive::outcome).orElse(Outcome.any()));
  }

  private static Outcome outcome(String text) {
    if (text.matches("[1-5][0-9]{2}")) {
      return Outcome.status(Integer.parseInt(text));
    }
    return switch (text) {
      case "SUCCESS" -> Outcome.success();
      case "FAILURE" -> Outcome.failure();
      default -> Outcome.error(text);
    };
  }

  private static long earliest(Optional<Instant> from) {
    return from.map(Instant::toEpochMilli).orElse(0L);
  }

  private static long latest(Optional<Instant> to) {
    return to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
  }

  private static List<JsonNode> published(List<AuditRow> rows) throws OperationFailed {
    List<JsonNode> items = new ArrayList<>();
    for (AuditRow row : rows) {
      items.add(published(row));
    }
    return items;
  }

  private static JsonNode published(AuditRow row) throws OperationFailed {
    try {
      return AuditRecord.published(row);
    } catch (DecodingException e) {
      throw new OperationFailed(
          ErrorType.INCONSISTENT_KEEPER,
          "audit record " + row.sequence() + " is damaged: verify the chain");
    }
  }

  private static JsonNode bundle(StoredEvidence stored) throws OperationFailed {
    try {
      return Jcs.parse(stored.bundle().getBytes(StandardCharsets.UTF_8));
    } catch (DecodingException e) {
      throw new OperationFailed(
          ErrorType.INCONSISTENT_KEEPER, "evidence " + stored.id() + " is damaged");
    }
  }

  private interface Reading<T> {
    T read() throws OperationFailed;
  }

  private static <T> T available(Reading<T> reading) throws OperationFailed {
    try {
      return reading.read();
    } catch (StorageUnavailable e) {
      throw new OperationFailed(
          ErrorType.AUDIT_NOT_AVAILABLE, "the audit can't be read: storage is not available");
    }
  }
}
