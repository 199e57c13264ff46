package org.tagma.protocols.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.persistence.audit.AuditRow;
import org.tagma.persistence.audit.ChainPosition;
import org.tagma.persistence.evidence.StoredEvidence;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.identity.KeeperIdentity;

class AuditArchiveTest {
  private static final int RECORDS = 6;
  private static final int BROKEN = 4;

  @TempDir Path folder;
  private AuditFixture audit;

  @BeforeEach
  void openWithSomeRecords() {
    audit = new AuditFixture(folder);
    for (int i = 1; i <= RECORDS; i++) {
      audit.appendFull("op-" + i);
    }
  }

  @AfterEach
  void close() {
    audit.close();
  }

  @Test
  void findsAnUntouchedChainValidAndRecordsTheVerification() throws OperationFailed {
    String head = audit.records.head().hash();
    assertEquals(new ChainCheck(true, RECORDS, head, null), verifyAll());
    List<?> verification = audit.archive.operation("verification");
    assertEquals(1, verification.size());
    assertEquals(new ChainCheck(true, RECORDS + 1, audit.records.head().hash(), null), verifyAll());
  }

  @Test
  void findsAnEmptyChainValid(@TempDir Path empty) throws OperationFailed {
    try (AuditFixture fresh = new AuditFixture(empty)) {
      assertEquals(
          new ChainCheck(true, 0, null, null),
          fresh.archive.verifyChain(AuditFixture.request("v"), Optional.empty(), Optional.empty()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record_id = 'other'",
        "event = 'decrypt'",
        "recorded_at = recorded_at + 1",
        "utc_day = '2026-03-02'",
        "subject = 'bob'",
        "subject = NULL",
        "operation_id = 'op-99'",
        "sid = 'other'",
        "key_id = 'k2'",
        "status_code = 200",
        "status_code = NULL",
        "error = NULL",
        "hash = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'",
        "previous_hash = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'",
        "canonical = REPLACE(canonical, 'alice', 'alicf')",
        "canonical = canonical || ' '",
        "canonical = '[]'",
        "canonical = ''",
        "signature = REPLACE(signature, '..', '.')",
        "signature = signature || 'AA'",
        "signature = ''",
      })
  void namesTheRecordOfWhichAnyColumnWasChanged(String change) throws OperationFailed {
    audit.tamper("UPDATE audit_record SET " + change + " WHERE sequence_number = " + BROKEN);
    assertBroken(BROKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit_naming SET keeper = 'keeper-4' WHERE verdict = 'DEAD' AND sequence_number = ?",
        "UPDATE audit_naming SET verdict = 'UNHEARD' WHERE verdict = 'DEAD' AND sequence_number = ?",
        "DELETE FROM audit_naming WHERE verdict = 'IMPOSTER' AND sequence_number = ?",
        "INSERT INTO audit_naming VALUES (?, 'IMPOSTER', 'keeper-9')",
        "UPDATE audit_fault SET rule = 'DKG.SHARE' WHERE ordinal = 0 AND sequence_number = ?",
        "UPDATE audit_fault SET cause = NULL WHERE ordinal = 1 AND sequence_number = ?",
        "UPDATE audit_fault SET evidence = NULL WHERE ordinal = 0 AND sequence_number = ?",
        "UPDATE audit_fault SET attempt = 3 WHERE ordinal = 0 AND sequence_number = ?",
        "UPDATE audit_fault SET after_millis = 1 WHERE ordinal = 1 AND sequence_number = ?",
        "UPDATE audit_fault SET claimed_by = 'keeper-9' WHERE ordinal = 1 AND sequence_number = ?",
        "UPDATE audit_fault SET ordinal = 7 WHERE ordinal = 0 AND sequence_number = ?",
        "DELETE FROM audit_fault WHERE ordinal = 1 AND sequence_number = ?",
      })
  void namesTheRecordWhoseListsWereChanged(String change) throws OperationFailed {
    audit.tamper(change, BROKEN);
    assertBroken(BROKEN);
  }

  @Test
  void namesARecordThatIsMissing() throws OperationFailed {
    delete(BROKEN);
    assertBroken(BROKEN);
  }

  @Test
  void namesTheEndOfAChainThatWasCutOff() throws OperationFailed {
    delete(RECORDS);
    assertBroken(RECORDS);
  }

  @Test
  void namesARecordBeyondTheHead() throws OperationFailed {
    AuditRow last = audit.records.walk(RECORDS - 1, 1).get(0);
    audit.tamper(
        "UPDATE audit_chain_head SET sequence_number = ?, hash = ?", last.sequence(), last.hash());
    assertBroken(RECORDS);
  }

  @Test
  void namesTheLastRecordWhenTheHeadIsAnother() throws OperationFailed {
    audit.tamper("UPDATE audit_chain_head SET hash = ?", "B".repeat(43));
    assertBroken(RECORDS);
  }

  @Test
  void namesARecordThatAnotherKeySigned() throws OperationFailed {
    RecordSigner forger = RecordSigner.of(KeeperIdentity.generate(2, new SecureRandom()), 1);
    appendSignedBy(forger);
    assertBroken(RECORDS + 1);
  }

  @Test
  void namesARecordThatAnotherKeeperSigned() throws OperationFailed {
    appendSignedBy(RecordSigner.of(KeeperIdentity.generate(3, new SecureRandom()), 1));
    assertBroken(RECORDS + 1);
  }

  @Test
  void namesTheFollowerOfARecordThatWasReplacedWhole() throws OperationFailed {
    // the owner of the key rewrites history: the record is sound, the link behind it is not
    AuditRow old = audit.records.walk(BROKEN, 1).get(0);
    AuditRow rewritten =
        row(
            RecordSigner.of(audit.identity, 1),
            AuditEntry.late("op", AuditFixture.someFaults()),
            new ChainPosition(BROKEN, old.previousHash()));
    audit.tamper("DELETE FROM audit_fault WHERE sequence_number = ?", BROKEN);
    audit.tamper("DELETE FROM audit_naming WHERE sequence_number = ?", BROKEN);
    audit.tamper(
        "UPDATE audit_record SET record_id = ?, event = ?, recorded_at = ?, utc_day = ?,"
            + " subject = NULL, operation_id = 'op', sid = NULL, key_id = NULL,"
            + " status_code = NULL, error = NULL, canonical = ?, hash = ?, signature = ?"
            + " WHERE sequence_number = ?",
        rewritten.id(),
        rewritten.event(),
        rewritten.timestamp(),
        rewritten.day(),
        rewritten.canonical(),
        rewritten.hash(),
        rewritten.signature(),
        BROKEN);
    audit.tamper("INSERT INTO audit_naming VALUES (?, 'IMPOSTER', 'keeper-1')", BROKEN);
    audit.tamper("INSERT INTO audit_naming VALUES (?, 'DEAD', 'keeper-3')", BROKEN);
    audit.tamper(
        "INSERT INTO audit_fault VALUES"
            + " (?, 0, 'keeper-1', 'IMPOSTER', 'FROST.SHARE', NULL, NULL, 2, 1, '/e/1', NULL, NULL)",
        BROKEN);
    audit.tamper(
        "INSERT INTO audit_fault VALUES"
            + " (?, 1, 'keeper-3', 'DEAD', NULL, 'ROUND_TIMEOUT', NULL, 1, 2, NULL, 1500, NULL)",
        BROKEN);
    assertBroken(BROKEN + 1);
  }

  @Test
  void verifiesSingleRecords() throws OperationFailed {
    ObjectNode record = (ObjectNode) audit.archive.operation("op-1").get(0);
    String signature = record.get("signature").textValue();
    assertTrue(audit.archive.verify(record, signature));
    ObjectNode bare = record.deepCopy();
    bare.remove(List.of("hash", "signature"));
    assertTrue(audit.archive.verify(bare, signature));
    String other = audit.archive.operation("op-2").get(0).get("signature").textValue();
    assertFalse(audit.archive.verify(record, other));
    for (String text : List.of("", "..", "a..b", "...", signature + "A")) {
      assertFalse(audit.archive.verify(record, text), text);
    }
    for (String member : List.of("event", "peerId", "hash", "id")) {
      assertFalse(audit.archive.verify(record.deepCopy().put(member, "x"), signature), member);
    }
    assertFalse(audit.archive.verify(bare.put("more", 1.5), signature));
  }

  @Test
  void verifiesOnlyTheAskedTime() throws OperationFailed {
    audit.tamper("UPDATE audit_record SET subject = 'bob' WHERE sequence_number = ?", BROKEN);
    ChainCheck before = verify(AuditFixture.START, AuditFixture.START + (BROKEN - 1) * 1000L);
    assertTrue(before.valid());
    assertEquals(BROKEN - 1, before.records());
    ChainCheck after = verify(AuditFixture.START + BROKEN * 1000L, Long.MAX_VALUE);
    assertTrue(after.valid(), "firstBroken " + after.firstBroken());
    ChainCheck around = verify(AuditFixture.START + (BROKEN - 1) * 1000L, Long.MAX_VALUE);
    assertEquals(BROKEN, around.firstBroken());
  }

  @Test
  void pagesThroughAllRecordsNewestFirst() throws OperationFailed {
    List<Long> seen = new ArrayList<>();
    OptionalLong before = OptionalLong.empty();
    do {
      AuditPage page = audit.archive.events(query(Optional.empty(), before, 4));
      page.items().forEach(item -> seen.add(item.get("sequence").longValue()));
      before = page.next();
    } while (before.isPresent());
    assertEquals(List.of(6L, 5L, 4L, 3L, 2L, 1L), seen);
  }

  @Test
  void hasNoNextPageWhenTheLastOneIsFull() throws OperationFailed {
    assertEquals(
        OptionalLong.empty(),
        audit.archive.events(query(Optional.empty(), OptionalLong.empty(), RECORDS)).next());
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILURE", "503", "NOT_ENOUGH_HONEST_CLIENTS"})
  void filtersByOutcome(String outcome) throws OperationFailed {
    audit.trail.write(AuditEntry.intent("sign", AuditFixture.request("op")));
    assertEquals(
        RECORDS,
        audit.archive.events(query(Optional.of(outcome), OptionalLong.empty(), 9)).items().size());
    assertEquals(
        0,
        audit
            .archive
            .events(query(Optional.of("SUCCESS"), OptionalLong.empty(), 9))
            .items()
            .size());
  }

  @Test
  void countsFaultsByGroup() throws OperationFailed {
    assertEquals(
        List.of(
            new FaultCount("keeper-1", RECORDS, 0, 0), new FaultCount("keeper-3", 0, RECORDS, 0)),
        audit.archive.faults(Optional.empty(), Optional.empty(), FaultCount.By.KEEPER));
    assertEquals(
        List.of(new FaultCount("2026-03-01", 1, 1, 0)),
        audit.archive.faults(
            Optional.of(Instant.ofEpochMilli(AuditFixture.START)),
            Optional.of(Instant.ofEpochMilli(AuditFixture.START + 1)),
            FaultCount.By.DAY));
    assertEquals(
        List.of(
            new FaultCount("FROST.SHARE", RECORDS, 0, 0),
            new FaultCount("ROUND_TIMEOUT", 0, RECORDS, 0)),
        audit.archive.faults(Optional.empty(), Optional.empty(), FaultCount.By.RULE));
  }

  @Test
  void handsOutEvidence() throws OperationFailed {
    audit
        .evidence
        .save(new StoredEvidence("e1", "FROST.SHARE", "keeper-1", "keeper-2", "s", "{\"v\":1}", 5))
        .await();
    assertEquals(1, audit.archive.evidence("e1").orElseThrow().get("v").asInt());
    assertEquals(Optional.empty(), audit.archive.evidence("e2"));
    assertEquals(Optional.empty(), audit.archive.event("unknown"));
    assertEquals(List.of(), audit.archive.operation("unknown"));
  }

  @Test
  void saysWhichRecordCannotBeShown() {
    audit.tamper("UPDATE audit_record SET canonical = '{' WHERE sequence_number = ?", BROKEN);
    OperationFailed failure =
        assertThrows(OperationFailed.class, () -> audit.archive.operation("op-" + BROKEN));
    assertEquals(ErrorType.INCONSISTENT_KEEPER, failure.type());
    assertEquals("audit record 4 is damaged: verify the chain", failure.detail());
  }

  @Test
  void isNotAvailableWithoutStorage() {
    audit.database.database().close();
    OperationFailed failure =
        assertThrows(OperationFailed.class, () -> audit.archive.operation("op-1"));
    assertEquals(ErrorType.AUDIT_NOT_AVAILABLE, failure.type());
  }

  private void delete(int sequence) {
    audit.tamper("DELETE FROM audit_fault WHERE sequence_number = ?", sequence);
    audit.tamper("DELETE FROM audit_naming WHERE sequence_number = ?", sequence);
    audit.tamper("DELETE FROM audit_record WHERE sequence_number = ?", sequence);
  }

  private void appendSignedBy(RecordSigner forger) {
    audit
        .records
        .append(position -> row(forger, AuditEntry.late("op", AuditFixture.someFaults()), position))
        .await();
  }

  private static AuditRow row(RecordSigner signer, AuditEntry entry, ChainPosition position) {
    AuditRecord record = AuditRecord.of(entry, signer, "forged", AuditFixture.START, position);
    return record.row(signer.sign(record.bytes()));
  }

  private void assertBroken(long sequence) throws OperationFailed {
    ChainCheck check = verifyAll();
    assertFalse(check.valid());
    assertEquals(sequence, check.firstBroken());
  }

  private ChainCheck verifyAll() throws OperationFailed {
    return audit.archive.verifyChain(
        AuditFixture.request("verification"), Optional.empty(), Optional.empty());
  }

  private ChainCheck verify(long from, long to) throws OperationFailed {
    return audit.archive.verifyChain(
        AuditFixture.request("verification"),
        Optional.of(Instant.ofEpochMilli(from)),
        to == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(to)));
  }

  private static AuditQuery query(Optional<String> outcome, OptionalLong before, int limit) {
    return new AuditQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        outcome,
        before,
        limit);
  }
}
