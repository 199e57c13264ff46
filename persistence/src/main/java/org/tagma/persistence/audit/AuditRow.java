package org.tagma.persistence.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/**
 * An audit record as it is stored: the exact bytes that are hashed and signed, and beside them the
 * columns and rows that index them.
 *
 * @param sequence the place in the chain, from 1
 * @param id the record's id
 * @param event the event's name
 * @param timestamp epoch milliseconds
 * @param day the day of the timestamp in UTC, yyyy-mm-dd
 * @param subject who asked, or null
 * @param operationId the operation, or null
 * @param sid the session, or null
 * @param keyId the key, or null
 * @param statusCode the HTTP status of the outcome, or null when there is no outcome yet
 * @param error the error type of the outcome, or null
 * @param namings the lists imposters, dead and refused, sorted
 * @param faults in the order of the record
 * @param canonical the record's canonical JSON
 * @param hash SHA-256 of it, base64url
 * @param previousHash the hash of the record before
 * @param signature over the canonical JSON
 */
public record AuditRow(
    long sequence,
    String id,
    String event,
    long timestamp,
    String day,
    String subject,
    String operationId,
    String sid,
    String keyId,
    Integer statusCode,
    String error,
    List<Naming> namings,
    List<FaultRow> faults,
    String canonical,
    String hash,
    String previousHash,
    String signature) {

  public AuditRow {
    Objects.requireNonNull(id);
    Objects.requireNonNull(event);
    Objects.requireNonNull(canonical);
    Objects.requireNonNull(hash);
    Objects.requireNonNull(previousHash);
    Objects.requireNonNull(signature);
    namings = namings.stream().distinct().sorted().toList();
    faults = List.copyOf(faults);
  }

  /** The day in UTC, yyyy-mm-dd. */
  public static String dayOf(long timestamp) {
    return Instant.ofEpochMilli(timestamp).atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
