package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.audit.AuditRow;
import org.tagma.persistence.tokens.TokenUseRepository;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.access.TokenBinding;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.audit.RecordSigner;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.BodyDigests;
import org.tagma.protocols.keeper.Readiness;
import org.tagma.protocols.keeper.Seal;
import org.tagma.protocols.keeper.SealState;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.session.TokenUses;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.verdict.VerdictLedger;

class AuditedOperationTest {
  private static final String EVENT = "sign";
  private static final RequestContext REQUEST =
      new RequestContext(
          "op-1",
          new Caller("alice", Permissions.none()),
          "credential",
          "POST",
          "/v1/keeper/sign",
          "127.0.0.1",
          new byte[0],
          MissingNode.getInstance());

  @TempDir Path folder;

  private final AtomicBoolean sole = new AtomicBoolean(true);
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final AtomicBoolean sealed = new AtomicBoolean();
  private TestDatabase database;
  private AuditRepository records;
  private AuditedOperation operations;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder.resolve("database"));
    records = new AuditRepository(database.database());
    KeeperIdentity identity = KeeperIdentity.generate(2, new SecureRandom());
    AuditTrail trail = new AuditTrail(records, RecordSigner.of(identity, 1));
    TokenUses uses =
        new TokenUses(
            new TokenUseRepository(database.database()),
            null,
            identity,
            null,
            new NoPeers(),
            trail);
    operations =
        new AuditedOperation(
            trail, null, null, new SomeSeal(), new NoDigests(), new SomeState(), uses);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private final class SomeSeal extends Seal {
    @Override
    public synchronized SealState state() {
      return sealed.get() ? SealState.SEALED : SealState.UNSEALED;
    }
  }

  private final class SomeState extends Readiness {
    @Override
    public boolean isSole() {
      return sole.get();
    }

    @Override
    public boolean isReady() {
      return ready.get();
    }
  }

  private static final class NoPeers extends PeerLinks {
    @Override
    public Set<Integer> peers() {
      return Set.of();
    }
  }

  private static final class NoDigests extends BodyDigests {
    @Override
    public Optional<AuditEntry.Digest> of(byte[] body) {
      return Optional.empty();
    }
  }

  /** Every record of the operation, the first one first. */
  private List<JsonNode> recorded() {
    List<JsonNode> all = new ArrayList<>();
    for (AuditRow row : records.byOperation("op-1")) {
      try {
        all.add(Jcs.parse(row.canonical().getBytes(StandardCharsets.UTF_8)));
      } catch (DecodingException e) {
        throw new AssertionError(e);
      }
    }
    return all;
  }

  private <T> ErrorType failure(AuditedOperation.Work<T> work) {
    OperationFailed failure =
        assertThrows(OperationFailed.class, () -> operations.run(EVENT, REQUEST, work));
    assertEquals(FaultReport.none(), failure.faults());
    return failure.type();
  }

  private static String mustNotRun() {
    throw new AssertionError("the work was done");
  }

  private AuditedOperation.Finished<String> signature() {
    return new AuditedOperation.Finished<>(
        "signature", new AuditEntry.Crypto("FROST", "k", "P256", 1), FaultReport.none(), 1);
  }

  private void assertOneRecord(int status, String error) {
    assertEquals(1, recorded().size());
    JsonNode record = recorded().get(0);
    assertEquals(EVENT, record.get("event").asText());
    assertEquals(status, record.at("/outcome/statusCode").asInt());
    assertEquals(error, record.at("/outcome/error").asText());
    for (String list : List.of("imposters", "dead", "refused", "faults")) {
      assertEquals("[]", record.get(list).toString(), list);
    }
  }

  @Test
  void aResultLeavesAfterItsRecord() throws OperationFailed {
    String result =
        operations.run(EVENT, REQUEST, () -> operations.finish(EVENT, REQUEST, signature()));
    assertEquals("signature", result);
    assertEquals(1, recorded().size());
    assertEquals(200, recorded().get(0).at("/outcome/statusCode").asInt());
  }

  @Test
  void aResultThatCannotBeRecordedDoesNotLeave() {
    database.fillDisk(true);
    assertEquals(
        ErrorType.AUDIT_FAILED, failure(() -> operations.finish(EVENT, REQUEST, signature())));
  }

  @Test
  void nothingBeginsWhoseIntentCannotBeRecorded() {
    database.fillDisk(true);
    assertEquals(
        ErrorType.AUDIT_FAILED,
        failure(
            () -> {
              operations.intend(EVENT, REQUEST, null).await();
              return mustNotRun();
            }));
  }

  private static RequestContext bound(String operationId) {
    TokenBinding token =
        new TokenBinding("A".repeat(43), Bytes.empty(), Bytes.of(new byte[32]), Long.MAX_VALUE);
    return new RequestContext(
        operationId,
        new Caller("alice", Permissions.none(), Optional.of(token)),
        "credential",
        "POST",
        "/v1/keeper/sign",
        "127.0.0.1",
        new byte[0],
        MissingNode.getInstance());
  }

  @Test
  void aTokenForOneRequestServesOneOperationAndNoOther() throws OperationFailed {
    operations.intend(EVENT, bound("op-0"), null).await();
    operations.intend(EVENT, bound("op-0"), null).await();
    OperationFailed replayed =
        assertThrows(
            OperationFailed.class,
            () ->
                operations.run(
                    EVENT, bound("op-1"), () -> operations.intend(EVENT, bound("op-1"), null)));
    assertEquals(ErrorType.UNAUTHENTICATED, replayed.type());
    assertEquals("the token was for one use and has had it: get a new one", replayed.detail());
    assertOneRecord(401, "UNAUTHENTICATED");
  }

  @Test
  void nothingBeginsWithATokenWhoseUseCannotBeRecorded() {
    database.fillDisk(true);
    assertThrows(
        StorageUnavailable.class, () -> operations.intend(EVENT, bound("op-1"), null).await());
    database.fillDisk(false);
    assertEquals(List.of(), recorded());
  }

  private ErrorType settled(RequestContext context, Verdict... verdicts) {
    VerdictLedger ledger = new VerdictLedger();
    int keeper = 1;
    for (Verdict verdict : verdicts) {
      ledger.add(new Fault(keeper++, verdict, 1, 1));
    }
    Outcome outcome =
        new Outcome(
            Optional.empty(), Optional.of(Outcome.Failure.NOT_ENOUGH_HEALTHY_CLIENTS), ledger, 1);
    OperationFailed failure =
        assertThrows(OperationFailed.class, () -> operations.settle(outcome, context));
    assertEquals(List.of(), failure.faults().imposters());
    assertEquals(verdicts.length, failure.faults().faults().size());
    return failure.type();
  }

  @Test
  void whereTheOthersDoNotTakeATokenForOneRequestTheCallerNeedsAnother() {
    Verdict refused = new Verdict.Refused(RefusalReason.UNAUTHORISED, 0);
    Verdict busy = new Verdict.Refused(RefusalReason.OVERLOADED, 0);
    Verdict dead = new Verdict.Dead(CauseOfDeath.ROUND_TIMEOUT, 1);
    assertEquals(ErrorType.UNAUTHENTICATED, settled(bound("op-1"), refused, refused));
    ErrorType tooFew = ErrorType.NOT_ENOUGH_HEALTHY_CLIENTS;
    assertEquals(tooFew, settled(bound("op-1"), refused, dead));
    assertEquals(tooFew, settled(bound("op-1"), busy, refused));
    assertEquals(tooFew, settled(REQUEST, refused, refused));
  }

  @Test
  void storageThatFailsDuringTheWorkIsAnAuditThatFailed() {
    assertEquals(
        ErrorType.AUDIT_FAILED,
        failure(
            () -> {
              throw new StorageUnavailable("no space is left");
            }));
    assertEquals(List.of(), recorded());
  }

  @Test
  void aBugOfOursIsRecordedAndThrownOnAndNamesNobody() {
    IllegalStateException bug = new IllegalStateException("ours");
    RuntimeException thrown =
        assertThrows(
            RuntimeException.class,
            () ->
                operations.run(
                    EVENT,
                    REQUEST,
                    () -> {
                      throw bug;
                    }));
    assertSame(bug, thrown);
    assertOneRecord(500, "INTERNAL_ERROR");
  }

  @Test
  void aKeyThatIsDamagedHereIsNoBugAndNoUnknownKey() {
    assertEquals(
        ErrorType.INCONSISTENT_KEEPER,
        failure(
            () -> {
              throw new KeyDamaged();
            }));
    assertOneRecord(503, "INCONSISTENT_KEEPER");
  }

  @Test
  void aFailureIsRecordedOnce() {
    assertEquals(
        ErrorType.KEY_NOT_FOUND,
        failure(
            () -> {
              throw new OperationFailed(ErrorType.KEY_NOT_FOUND, "keyId: no such key");
            }));
    assertOneRecord(404, "KEY_NOT_FOUND");
  }

  @Test
  void withoutTheLeaseNothingIsDoneAndNothingIsWritten() throws OperationFailed {
    sole.set(false);
    assertEquals(ErrorType.AUDIT_NOT_AVAILABLE, failure(AuditedOperationTest::mustNotRun));
    assertEquals(List.of(), recorded());
    sole.set(true);
    assertEquals("done", operations.run(EVENT, REQUEST, () -> "done"));
  }

  @Test
  void aSealedKeeperAndOneThatStartsSaySo() {
    sealed.set(true);
    assertEquals(ErrorType.KEEPER_SEALED, failure(AuditedOperationTest::mustNotRun));
    sealed.set(false);
    ready.set(false);
    assertEquals(ErrorType.KEEPER_NOT_INITIALIZED, failure(AuditedOperationTest::mustNotRun));
    assertEquals(
        List.of("KEEPER_SEALED", "KEEPER_NOT_INITIALIZED"),
        recorded().stream().map(r -> r.at("/outcome/error").asText()).toList());
  }
}
