package org.tagma.persistence.audit;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** An audit record: its exact bytes, and what indexes them. Inserted once, never changed. */
@Entity(name = "AuditRecord")
@Table(name = "audit_record")
class AuditRecordEntity {
  @Id
  @Column(name = "sequence_number")
  long sequence;

  @Column(name = "record_id")
  String id;

  @Column(name = "event")
  String event;

  @Column(name = "recorded_at")
  long timestamp;

  @Column(name = "utc_day")
  String day;

  @Column(name = "subject")
  String subject;

  @Column(name = "operation_id")
  String operationId;

  @Column(name = "sid")
  String sid;

  @Column(name = "key_id")
  String keyId;

  @Column(name = "status_code")
  Integer statusCode;

  @Column(name = "error")
  String error;

  @ElementCollection
  @CollectionTable(name = "audit_naming", joinColumns = @JoinColumn(name = "sequence_number"))
  Set<NamingEmbeddable> namings = new HashSet<>();

  @ElementCollection
  @CollectionTable(name = "audit_fault", joinColumns = @JoinColumn(name = "sequence_number"))
  List<FaultEmbeddable> faults = new ArrayList<>();

  @Column(name = "canonical")
  String canonical;

  @Column(name = "hash")
  String hash;

  @Column(name = "previous_hash")
  String previousHash;

  @Column(name = "signature")
  String signature;

  protected AuditRecordEntity() {}

  AuditRecordEntity(AuditRow row) {
    sequence = row.sequence();
    id = row.id();
    event = row.event();
    timestamp = row.timestamp();
    day = row.day();
    subject = row.subject();
    operationId = row.operationId();
    sid = row.sid();
    keyId = row.keyId();
    statusCode = row.statusCode();
    error = row.error();
    row.namings().forEach(naming -> namings.add(new NamingEmbeddable(naming)));
    IntStream.range(0, row.faults().size())
        .forEach(i -> faults.add(new FaultEmbeddable(i, row.faults().get(i))));
    canonical = row.canonical();
    hash = row.hash();
    previousHash = row.previousHash();
    signature = row.signature();
  }

  AuditRow row() {
    return new AuditRow(
        sequence,
        id,
        event,
        timestamp,
        day,
        subject,
        operationId,
        sid,
        keyId,
        statusCode,
        error,
        namings.stream().map(NamingEmbeddable::naming).toList(),
        faults.stream()
            .sorted(Comparator.comparingInt(fault -> fault.ordinal))
            .map(FaultEmbeddable::row)
            .toList(),
        canonical,
        hash,
        previousHash,
        signature);
  }
}
