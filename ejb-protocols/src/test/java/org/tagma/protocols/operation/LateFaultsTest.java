package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.audit.AuditRow;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.audit.RecordSigner;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.peer.PeerHealth;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.run.Links;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Verdict;

class LateFaultsTest {
  private static final Links.Reply SILENCE =
      new Links.Reply.Silent(CauseOfDeath.ROUND_TIMEOUT, 1500);

  @TempDir Path folder;

  private TestDatabase database;
  private AuditRepository records;
  private LateAnswers late;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder.resolve("database"));
    records = new AuditRepository(database.database());
    KeeperIdentity identity = KeeperIdentity.generate(1, new SecureRandom());
    AuditTrail trail = new AuditTrail(records, RecordSigner.of(identity, 1));
    late =
        new LateFaults(trail, null, new PeerHealth(), new Uncounted(), Runnable::run, identity)
            .of("op-1", PeerDeadline.FROST);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static final class Uncounted extends RunMetrics {
    @Override
    public void judged(Fault fault) {}
  }

  private static Links.Late judging(List<Fault> faults) {
    return (keeper, reply) -> faults;
  }

  @Test
  void aLateFaultIsARecordOfTheSameOperation() throws DecodingException {
    Fault dead = new Fault(3, new Verdict.Dead(CauseOfDeath.ROUND_TIMEOUT, 1500), 1, 1);
    late.late(3, SILENCE, judging(List.of(dead)));
    List<AuditRow> written = records.byOperation("op-1");
    assertEquals(1, written.size());
    JsonNode record = Jcs.parse(written.get(0).canonical().getBytes(StandardCharsets.UTF_8));
    assertEquals("operation.late", record.path("event").textValue());
    assertEquals("[\"keeper-3\"]", record.path("dead").toString());
    assertEquals("[]", record.path("imposters").toString());
  }

  @Test
  void aLateAnswerWithoutAFaultIsNotRecorded() {
    late.late(3, SILENCE, judging(List.of()));
    assertEquals(List.of(), records.byOperation("op-1"));
  }
}
