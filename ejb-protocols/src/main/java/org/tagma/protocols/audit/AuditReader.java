package org.tagma.protocols.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;

/** Reads and verifies the audit trail of this keeper. */
public interface AuditReader {

  /** One page of records, newest first. */
  AuditPage events(AuditQuery query) throws OperationFailed;

  /** One record by its id. */
  Optional<JsonNode> event(String id) throws OperationFailed;

  /** All of this keeper's records of one operation, oldest first; empty when it has none. */
  List<JsonNode> operation(String operationId) throws OperationFailed;

  /** One evidence bundle by its id, self-contained. */
  Optional<JsonNode> evidence(String id) throws OperationFailed;

  /**
   * Verifies the hash chain over the records of a time span, from inclusive, to exclusive; the
   * verification is itself recorded.
   */
  ChainCheck verifyChain(RequestContext context, Optional<Instant> from, Optional<Instant> to)
      throws OperationFailed;

  /**
   * Whether a record is signed by the keeper whose record it is, whichever of the cluster that is.
   *
   * @param record as it is published; {@code hash} and {@code signature} may be left out
   */
  boolean verify(ObjectNode record, String signature);

  /** Counts the faults of a time span, from inclusive, to exclusive, sorted by group. */
  List<FaultCount> faults(Optional<Instant> from, Optional<Instant> to, FaultCount.By by)
      throws OperationFailed;
}
