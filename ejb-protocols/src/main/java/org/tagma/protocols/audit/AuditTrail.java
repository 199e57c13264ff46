package org.tagma.protocols.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;
import org.tagma.persistence.Durable;
import org.tagma.persistence.RowConflict;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.audit.AuditRow;
import org.tagma.persistence.audit.ChainPosition;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

/** Writes this keeper's audit records: chained, signed, and durable when reported. */
@ApplicationScoped
public class AuditTrail implements Rejections {
  private static final OperationLog LOG = OperationLog.of(AuditTrail.class);

  private final AuditRepository records;
  private final RecordSigner signer;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** For the container's proxy only. */
  protected AuditTrail() {
    this(null, null, null);
  }

  @Inject
  public AuditTrail(AuditRepository records, RecordSigner signer) {
    this(records, signer, Clock.systemUTC());
  }

  AuditTrail(AuditRepository records, RecordSigner signer, InstantSource clock) {
    this.records = records;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * Appends a record. Submit other writes of the same step before awaiting this one: they share its
   * commit.
   *
   * @return fails with {@link StorageUnavailable} when the record could not be made durable
   */
  public Durable<AuditReceipt> append(AuditEntry entry) {
    return receipt(records.append(builder(entry)));
  }

  /** The same for a record that no answer waits for: it shares the next commit. */
  public Durable<AuditReceipt> appendPatiently(AuditEntry entry) {
    return receipt(records.appendPatiently(builder(entry)));
  }

  private Function<ChainPosition, AuditRow> builder(AuditEntry entry) {
    entry.summary().ifPresent(text -> LOG.say(entry.severity(), entry.operation(), text));
    long timestamp = clock.millis();
    String id = timeOrderedId(timestamp);
    return position -> signed(entry, id, timestamp, position);
  }

  private static Durable<AuditReceipt> receipt(Durable<AuditRow> row) {
    return row.map(r -> new AuditReceipt(r.id(), r.sequence()));
  }

  /**
   * Appends a record and waits until it is durable.
   *
   * @throws OperationFailed AUDIT_FAILED: the operation must not go on
   */
  public AuditReceipt write(AuditEntry entry) throws OperationFailed {
    try {
      return append(entry).await();
    } catch (StorageUnavailable | RowConflict e) {
      throw new OperationFailed(
          ErrorType.AUDIT_FAILED, "the audit record could not be made durable, nothing was done");
    }
  }

  @Override
  public void record(Rejection rejection) {
    append(AuditEntry.rejected(rejection)).await();
  }

  private AuditRow signed(AuditEntry entry, String id, long timestamp, ChainPosition position) {
    RecordSigner now = signer.now();
    AuditRecord record = AuditRecord.of(entry, now, id, timestamp, position);
    return record.row(now.sign(record.bytes()));
  }

  /** A UUID of version 7 (RFC 9562 section 5.7). */
  private String timeOrderedId(long timestamp) {
    long most = timestamp << 16 | 0x7000 | random.nextInt(1 << 12);
    long least = random.nextLong() >>> 2 | 1L << 63;
    return new UUID(most, least).toString();
  }
}
