package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.audit.AuditRow;
import org.tagma.persistence.evidence.EvidenceRepository;
import org.tagma.persistence.evidence.QuarantineRepository;
import org.tagma.persistence.evidence.StoredEvidence;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.audit.RecordSigner;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.BodyDigests;
import org.tagma.protocols.keeper.KeeperFixture;
import org.tagma.protocols.keeper.Seal;
import org.tagma.protocols.peer.Quarantine;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.Quarantined;

@SuppressWarnings("UnnecessaryAssignment") // the test injects, there is no container
class PeerReleaseBeanTest {
  private static final Bytes EVIDENCE = Bytes.of(new byte[32]);

  @TempDir Path home;
  private final PeerReleaseBean bean = new PeerReleaseBean();
  private TestDatabase database;
  private AuditRepository records;

  @BeforeEach
  void start() throws IOException, DecodingException {
    database = TestDatabase.open(home.resolve("database"));
    records = new AuditRepository(database.database());
    KeeperFixture keeper = new KeeperFixture(home, Map.of("tagma.seal.kind", "shamir"));
    Seal seal = keeper.startSeal();
    AuditTrail trail = new AuditTrail(records, RecordSigner.of(keeper.identity(), 1));
    bean.audit = trail;
    bean.audited =
        new AuditedOperation(
            trail,
            null,
            null,
            seal,
            new BodyDigests(seal),
            KeeperFixture.readiness(true, true),
            null);
    bean.quarantine = new Quarantine(new QuarantineRepository(database.database()));
    bean.configuration = keeper.configuration();
    new EvidenceRepository(database.database())
        .convict(
            new StoredEvidence(
                EVIDENCE.base64Url(), "FROST.SHARE", "keeper-2", "keeper-1", null, "{}", 1))
        .await();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static RequestContext request() {
    return new RequestContext(
        "op-1",
        new Caller("operator", Permissions.none()),
        "secret-credential",
        "DELETE",
        "/v1/keeper/control/peers/keeper-2/quarantine",
        "127.0.0.1",
        new byte[0],
        MissingNode.getInstance());
  }

  private List<String> recorded() throws DecodingException {
    List<String> recorded = new ArrayList<>();
    for (AuditRow row : records.byOperation("op-1")) {
      JsonNode record = Jcs.parse(row.canonical().getBytes(StandardCharsets.UTF_8));
      JsonNode outcome = record.path("outcome");
      recorded.add(
          (record.path("auth").path("subject").asText()
                  + " "
                  + record.path("event").asText()
                  + " "
                  + outcome.path("statusCode").asText()
                  + " "
                  + outcome.path("details").asText())
              .strip());
    }
    return recorded;
  }

  @Test
  void aReleasedKeeperIsNotBarredAnyMoreAndTheAuditSaysWhy()
      throws OperationFailed, DecodingException {
    assertEquals(List.of(new Quarantined(2, "FROST.SHARE", EVIDENCE)), bean.quarantine.all());

    bean.release(request(), "keeper-2", "reinstalled");

    assertEquals(List.of(), bean.quarantine.all());
    assertEquals(
        List.of(
            "operator quarantine.release.intent",
            "operator quarantine.release 204 keeper-2 is released: reinstalled"),
        recorded());
  }

  @Test
  void whoIsNotInQuarantineIsNotFound() throws DecodingException {
    assertFails(ErrorType.NOT_FOUND, "keeper-1");
    assertEquals(
        "operator quarantine.release 404 keeper: keeper-1 is not in quarantine here",
        recorded().get(1));
  }

  @Test
  void whoIsNoKeeperOfThisClusterIsNoPeerId() {
    assertFails(ErrorType.INVALID_PEER_ID, "keeper-3");
    assertFails(ErrorType.INVALID_PEER_ID, "nobody");
    assertEquals(1, bean.quarantine.all().size());
  }

  private void assertFails(ErrorType type, String keeper) {
    OperationFailed failure =
        assertThrows(OperationFailed.class, () -> bean.release(request(), keeper, "reason"));
    assertEquals(type, failure.type());
  }
}
