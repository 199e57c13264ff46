package org.tagma.protocols.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.persistence.audit.AuditRow;
import org.tagma.protocols.audit.Rejections.Rejection;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.wire.Jws;

class AuditTrailTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GENESIS = "A".repeat(43);

  @TempDir Path folder;
  private AuditFixture audit;

  @BeforeEach
  void open() {
    audit = new AuditFixture(folder);
  }

  @AfterEach
  void close() {
    audit.close();
  }

  @Test
  void recordsEveryMemberOfTheSpecification() throws Exception {
    AuditReceipt receipt = audit.appendFull("op-1");
    assertEquals(1, receipt.sequence());
    assertEquals(7, UUID.fromString(receipt.id()).version());
    assertEquals(2, UUID.fromString(receipt.id()).variant());
    ObjectNode record = (ObjectNode) audit.archive.event(receipt.id()).orElseThrow();
    record.remove(List.of("id", "hash", "signature"));
    JsonNode expected =
        JSON.readTree(
            """
            {"peerId": "keeper-2", "sequence": 1, "integrityKeyVersion": 1,
             "timestamp": %d, "event": "sign", "auth": {"subject": "alice"},
             "context": {"sid": "the-sid", "operationId": "op-1", "attempts": 2},
             "request": {"method": "POST", "path": "/v1/keeper/sign", "remoteAddress": "127.0.0.1"},
             "crypto": {"algo": "FROST", "kid": "k1", "curve": "SECP256K1", "generation": 1},
             "outcome": {"statusCode": 503, "error": "NOT_ENOUGH_HONEST_CLIENTS",
                         "details": "Fewer than 2 honest keepers remain"},
             "imposters": ["keeper-1"], "dead": ["keeper-3"], "refused": [],
             "faults": [
               {"keeper": "keeper-1", "verdict": "IMPOSTER", "rule": "FROST.SHARE", "round": 2,
                "attempt": 1, "evidence": "/e/1"},
               {"keeper": "keeper-3", "verdict": "DEAD", "cause": "ROUND_TIMEOUT", "round": 1,
                "attempt": 2, "afterMillis": 1500}],
             "previousHash": "%s"}
            """
                .formatted(AuditFixture.START, GENESIS));
    assertEquals(
        new String(Jcs.canonical(expected), StandardCharsets.UTF_8),
        new String(Jcs.canonical(record), StandardCharsets.UTF_8));
  }

  @Test
  void signsAndChainsTheCanonicalBytes() throws Exception {
    AuditReceipt first = audit.appendFull("op-1");
    AuditReceipt second = audit.appendFull("op-2");
    AuditRow one = audit.records.byId(first.id()).orElseThrow();
    AuditRow two = audit.records.byId(second.id()).orElseThrow();
    byte[] bytes = two.canonical().getBytes(StandardCharsets.UTF_8);
    Jcs.parseCanonical(bytes);
    assertEquals(Sha256.of(bytes).base64Url(), two.hash());
    assertEquals(one.hash(), two.previousHash());
    String[] parts = two.signature().split("\\.", -1);
    assertEquals("", parts[1]);
    Jws jws = Jws.parse(parts[0] + "." + Bytes.of(bytes).base64Url() + "." + parts[2]);
    assertEquals("tagma-audit+jws", jws.typ());
    assertTrue(jws.isSignedBy(audit.identity.publicKey()));
  }

  @Test
  void keepsTheCredentialOut() throws Exception {
    AuditReceipt receipt = audit.trail.write(AuditEntry.intent("sign", AuditFixture.request("op")));
    assertFalse(
        audit.records.byId(receipt.id()).orElseThrow().canonical().contains("secret-credential"));
  }

  @Test
  void tellsTheMomentsOfAnOperationApart() throws Exception {
    audit.trail.append(AuditEntry.intent("sign", AuditFixture.request("op")));
    audit.trail.append(AuditEntry.opened("sign", "alice", "op", "s", 1));
    audit.trail.append(
        AuditEntry.closed(
            "sign", "alice", "op", "s", 1, AuditEntry.Outcome.ok(), FaultReport.none()));
    audit.trail.append(
        AuditEntry.outcome(
            "sign", AuditFixture.request("op"), AuditEntry.Outcome.ok(), FaultReport.none()));
    audit.trail.append(AuditEntry.late("op", AuditFixture.someFaults())).await();
    assertEquals(
        List.of("sign.intent", "sign.open", "sign.close", "sign", "operation.late"),
        audit.archive.operation("op").stream()
            .map(record -> record.get("event").asText())
            .toList());
    JsonNode intent = audit.archive.operation("op").get(0);
    assertFalse(intent.has("outcome"));
    assertEquals("[]", intent.get("imposters").toString());
  }

  @Test
  void recordsWhatWasTurnedAway() throws Exception {
    audit.trail.record(
        new Rejection(
            Rejection.DENIED,
            "op-9",
            null,
            "POST",
            "/v1/keeper/sign?x=\ud800",
            "::1",
            401,
            "UNAUTHENTICATED",
            "a token is missing"));
    JsonNode record = audit.archive.operation("op-9").get(0);
    assertEquals("DENIED", record.get("event").asText());
    assertFalse(record.has("auth"));
    assertEquals("/v1/keeper/sign?x=?", record.at("/request/path").asText());
    assertEquals(401, record.at("/outcome/statusCode").asInt());
    assertTrue(audit.archive.verifyChain(AuditFixture.request("v"), all(), all()).valid());
  }

  @Test
  void keepsNamesThatAreTooLongForAnIndexWhole() throws Exception {
    String subject = "\ud83d\ude00".repeat(200) + "\0";
    AuditReceipt receipt =
        audit.trail.append(AuditEntry.opened("sign", subject, "op", "s", 1)).await();
    JsonNode record = audit.archive.event(receipt.id()).orElseThrow();
    assertEquals(subject, record.at("/auth/subject").asText());
    assertEquals(
        "\ud83d\ude00".repeat(127), audit.records.byId(receipt.id()).orElseThrow().subject());
    assertTrue(audit.archive.verifyChain(AuditFixture.request("v"), all(), all()).valid());
  }

  @Test
  void failsTheOperationWhenTheRecordIsNotDurable() {
    audit.database.fillDisk(true);
    OperationFailed failure =
        assertThrows(
            OperationFailed.class,
            () -> audit.trail.write(AuditEntry.intent("sign", AuditFixture.request("op"))));
    assertEquals(ErrorType.AUDIT_FAILED, failure.type());
    assertThrows(
        StorageUnavailable.class,
        () -> audit.trail.append(AuditEntry.intent("sign", AuditFixture.request("op"))).await());
  }

  private static <T> java.util.Optional<T> all() {
    return java.util.Optional.empty();
  }
}
