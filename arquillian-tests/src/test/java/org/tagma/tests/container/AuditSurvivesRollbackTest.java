package org.tagma.tests.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditReader;
import org.tagma.protocols.audit.AuditReceipt;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.failure.FaultReport;

/** A record that has been reported durable stays, whatever becomes of the transaction around it. */
class AuditSurvivesRollbackTest extends KeeperInContainer {
  @Inject private AuditTrail audit;
  @Inject private UserTransaction transaction;
  @EJB private AuditReader reader;

  @Test
  void keepsTheRecordWhenTheTransactionAroundItIsRolledBack() throws Exception {
    String operationId = UUID.randomUUID().toString();
    transaction.begin();
    AuditReceipt receipt = audit.write(AuditEntry.late(operationId, FaultReport.none()));
    transaction.rollback();

    List<JsonNode> records = reader.operation(operationId);
    assertEquals(1, records.size());
    assertEquals(receipt.id(), records.get(0).path("id").asText());
    assertEquals(receipt.sequence(), records.get(0).path("sequence").asLong());
    assertEquals(AuditEntry.LATE, records.get(0).path("event").asText());
  }
}
