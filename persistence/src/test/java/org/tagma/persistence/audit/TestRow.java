package org.tagma.persistence.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A record for tests; its hash is its place, which is all that a chain needs to be followed. */
final class TestRow {
  private final String event;
  private final List<Naming> namings = new ArrayList<>();
  private final List<FaultRow> faults = new ArrayList<>();
  private long timestamp = 1;
  private String keyId;
  private String actor;
  private String operationId;
  private Integer status;
  private String error;

  TestRow(String event) {
    this.event = event;
  }

  TestRow at(long time) {
    timestamp = time;
    return this;
  }

  TestRow key(String id) {
    keyId = id;
    return this;
  }

  TestRow actor(String subject) {
    actor = subject;
    return this;
  }

  TestRow operation(String id) {
    operationId = id;
    return this;
  }

  TestRow status(int code, String type) {
    status = code;
    error = type;
    return this;
  }

  TestRow named(String list, String keeper) {
    namings.add(new Naming(list, keeper));
    return this;
  }

  TestRow fault(FaultRow fault) {
    faults.add(fault);
    return this;
  }

  Function<ChainPosition, AuditRow> builder() {
    return position ->
        new AuditRow(
            position.sequence(),
            "id-" + position.sequence(),
            event,
            timestamp,
            AuditRow.dayOf(timestamp),
            actor,
            operationId,
            "sid",
            keyId,
            status,
            error,
            namings,
            faults,
            "{\"after\":\"" + position.previousHash() + "\"}",
            "hash-" + position.sequence(),
            position.previousHash(),
            "signature");
  }
}
