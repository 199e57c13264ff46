package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.audit.AuditRow;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditReceipt;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.audit.RecordSigner;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.BodyDigests;
import org.tagma.protocols.keeper.KeeperFixture;
import org.tagma.protocols.keeper.Seal;
import org.tagma.protocols.keeper.SealProgress;
import org.tagma.protocols.keeper.SealState;
import org.tagma.protocols.session.HostedSessions;
import org.tagma.protocols.session.KeysToImport;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.run.SessionHost;

@SuppressWarnings("UnnecessaryAssignment") // the test injects, there is no container
class SealingBeanTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> SHAMIR = Map.of("tagma.seal.kind", "shamir");

  @TempDir Path home;
  private TestDatabase database;
  private AuditRepository records;
  private FailingTrail trail;
  private SealingBean bean;

  /** The state of the seal each time that the sessions are asked for. */
  private final List<SealState> whenSessionsEnd = new ArrayList<>();

  /** A trail whose disk is full after some records. */
  private static final class FailingTrail extends AuditTrail {
    private final TestDatabase database;
    private int left = Integer.MAX_VALUE;

    FailingTrail(AuditRepository records, RecordSigner signer, TestDatabase database) {
      super(records, signer);
      this.database = database;
    }

    @Override
    public AuditReceipt write(AuditEntry entry) throws OperationFailed {
      database.fillDisk(left-- <= 0);
      return super.write(entry);
    }
  }

  private final class WatchedSessions extends HostedSessions {
    private final Seal seal;

    WatchedSessions(KeeperFixture keeper, Seal seal) {
      super(
          keeper.configuration(),
          keeper.identity(),
          keeper.keys(),
          null,
          null,
          new KeysToImport() {},
          null,
          null);
      this.seal = seal;
    }

    @Override
    public SessionHost host() {
      whenSessionsEnd.add(seal.state());
      return super.host();
    }
  }

  @BeforeEach
  void openDatabase() {
    database = TestDatabase.open(home.resolve("database"));
    records = new AuditRepository(database.database());
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  private void start(Map<String, String> settings) throws IOException, DecodingException {
    KeeperFixture keeper = new KeeperFixture(home, settings);
    Seal seal = keeper.startSeal();
    trail = new FailingTrail(records, RecordSigner.of(keeper.identity(), 1), database);
    bean = new SealingBean();
    bean.audit = trail;
    bean.seal = seal;
    bean.sessions = new WatchedSessions(keeper, seal);
    bean.configuration = keeper.configuration();
    state(true, true);
  }

  private void state(boolean tested, boolean sole) {
    bean.readiness = KeeperFixture.readiness(tested, sole);
    bean.audited =
        new AuditedOperation(
            trail, null, null, bean.seal, new BodyDigests(bean.seal), bean.readiness, null);
  }

  private void startWithKeyFile() throws IOException, DecodingException {
    Files.writeString(home.resolve("key"), "A".repeat(43));
    start(Map.of("tagma.seal.key-file", home.resolve("key").toString()));
  }

  private static RequestContext request(String operation) {
    return new RequestContext(
        operation,
        new Caller("alice", Permissions.none()),
        "secret-credential",
        "POST",
        "/v1/keeper/system/" + operation,
        "192.0.2.7",
        new byte[0],
        MissingNode.getInstance());
  }

  private List<byte[]> initialise(int threshold, int total) throws OperationFailed {
    return bean.initialise(request("init"), "keeper-1", threshold, total).orElseThrow().shares();
  }

  private void assertFails(ErrorType type, String detail, Executable attempt) {
    OperationFailed failure = assertThrows(OperationFailed.class, attempt);
    assertEquals(detail, failure.detail());
    assertEquals(type, failure.type());
  }

  /** Event, subject, status, error and details of every record so far. */
  private List<String> recorded() throws IOException {
    List<String> lines = new ArrayList<>();
    for (AuditRow row : records.walk(1, 100)) {
      JsonNode record = JSON.readTree(row.canonical());
      JsonNode outcome = record.path("outcome");
      assertEquals("alice", record.at("/auth/subject").asText());
      assertTrue(record.path("digest").isMissingNode());
      lines.add(
          (record.path("event").asText()
                  + " "
                  + outcome.path("statusCode").asText()
                  + " "
                  + outcome.path("error").asText()
                  + " "
                  + outcome.path("details").asText())
              .strip()
              .replaceAll(" +", " "));
    }
    return lines;
  }

  @Test
  void recordsTheWayFromInitToSealWithTheCaller() throws Exception {
    start(SHAMIR);
    SealShares dealt = bean.initialise(request("init"), "keeper-1", 2, 3).orElseThrow();
    assertEquals(2, dealt.threshold());
    assertEquals(3, dealt.total());
    assertEquals("SealShares[2 of 3, redacted]", dealt.toString());
    assertFalse(bean.ready());
    List<byte[]> shares = dealt.shares();
    assertEquals(
        new SealProgress(2, 3, 1, false),
        bean.unseal(request("unseal"), List.of(shares.get(2)), false));
    assertEquals(
        new SealProgress(2, 3, 1, false),
        bean.unseal(request("unseal"), List.of(shares.get(1)), true));
    assertEquals(
        new SealProgress(2, 3, 2, true),
        bean.unseal(request("unseal"), List.of(shares.get(0)), false));
    assertTrue(bean.ready());
    bean.seal(request("seal"));
    assertEquals(SealState.SEALED, bean.seal.state());
    assertEquals(
        List.of(
            "init.intent",
            "init 200 2 of 3 shares open the seal",
            "unseal.intent",
            "unseal 200 1 of 2 shares are in",
            "unseal.intent",
            "unseal 200 1 of 2 shares are in after a reset",
            "unseal.intent",
            "unseal 200 2 of 2 shares are in, unsealed",
            "seal 204"),
        recorded());
  }

  @Test
  void noRecordHoldsAnyShare() throws Exception {
    start(SHAMIR);
    List<byte[]> shares = initialise(1, 1);
    bean.unseal(request("unseal"), shares, false);
    String value = Base64.getEncoder().encodeToString(shares.get(0));
    assertEquals(4, records.walk(1, 100).size());
    for (AuditRow row : records.walk(1, 100)) {
      assertFalse(row.canonical().contains(value.substring(28, 60)));
    }
  }

  @Test
  void countsAndRecordsWrongShares() throws Exception {
    start(SHAMIR);
    List<byte[]> shares = initialise(2, 3);
    String wrong = "at least one is no share of this seal, and none was taken";
    assertFails(
        ErrorType.INVALID_SHARE,
        wrong + "; wrong shares since the start: 1",
        () -> bean.unseal(request("unseal"), List.of(shares.get(0), new byte[55]), false));
    assertFails(
        ErrorType.INVALID_SHARE,
        wrong + "; wrong shares since the start: 3",
        () -> bean.unseal(request("unseal"), List.of(new byte[1], new byte[2]), false));
    assertEquals(3, bean.seal.status().wrongShares());
    assertEquals(
        List.of(
            "unseal.intent",
            "unseal 400 INVALID_SHARE " + wrong + "; wrong shares since the start: 1",
            "unseal.intent",
            "unseal 400 INVALID_SHARE " + wrong + "; wrong shares since the start: 3"),
        recorded().subList(2, 6));
  }

  @Test
  void asksWhoeverBringsTooManyWrongSharesToWait() throws Exception {
    start(SHAMIR);
    List<byte[]> shares = initialise(2, 3);
    for (int i = 0; i < 10; i++) {
      assertThrows(
          OperationFailed.class, () -> bean.unseal(request("unseal"), List.of(new byte[1]), false));
    }
    OperationFailed failure =
        assertThrows(OperationFailed.class, () -> bean.unseal(request("unseal"), shares, false));
    assertEquals(ErrorType.RATE_LIMITED, failure.type());
    OptionalInt pause = failure.retryAfterSeconds();
    assertTrue(pause.getAsInt() >= 1 && pause.getAsInt() <= 60, pause::toString);
  }

  @Test
  void saysInEveryStateWhatCannotBeDone() throws Exception {
    start(SHAMIR);
    String none = "this keeper is not initialized";
    assertFails(
        ErrorType.INVALID_PEER_ID,
        "peerId: this keeper is keeper-1",
        () -> bean.initialise(request("init"), "keeper-2", 2, 3));
    assertFails(
        ErrorType.KEEPER_NOT_INITIALIZED,
        none,
        () -> bean.unseal(request("unseal"), List.of(new byte[1]), false));
    assertFails(ErrorType.KEEPER_NOT_INITIALIZED, none, () -> bean.seal(request("seal")));
    List<byte[]> shares = initialise(1, 1);
    assertFails(
        ErrorType.KEEPER_ALREADY_INITIALIZED,
        "this keeper was initialized before",
        () -> initialise(1, 1));
    assertFails(
        ErrorType.UNSUPPORTED,
        "this seal is opened with shares: send them with POST",
        () -> bean.unseal(request("unseal")));
    bean.unseal(request("unseal"), shares, false);
    assertFails(
        ErrorType.KEEPER_ALREADY_UNSEALED,
        "this keeper is unsealed already",
        () -> bean.unseal(request("unseal"), shares, false));
  }

  @Test
  void anAutomaticSealNeedsNoShares() throws Exception {
    startWithKeyFile();
    assertEquals(Optional.empty(), bean.initialise(request("init"), "keeper-1", 2, 3));
    assertTrue(bean.ready());
    assertFails(
        ErrorType.KEEPER_ALREADY_UNSEALED,
        "this keeper is unsealed already",
        () -> bean.unseal(request("unseal")));
    bean.seal(request("seal"));
    assertFails(
        ErrorType.UNSUPPORTED,
        "this seal is automatic and takes no shares: use GET",
        () -> bean.unseal(request("unseal"), List.of(new byte[1]), false));
    Files.delete(home.resolve("key"));
    assertFails(
        ErrorType.KEEPER_SEALED,
        "the key file of the seal is missing",
        () -> bean.unseal(request("unseal")));
    Files.writeString(home.resolve("key"), "A".repeat(43));
    assertTrue(bean.unseal(request("unseal")));
    List<String> recorded = recorded();
    assertEquals("init 204 sealed by KEY_FILE", recorded.get(1));
    assertEquals("unseal 200 unsealed by KEY_FILE", recorded.get(recorded.size() - 1));
  }

  @Test
  void anAutomaticSealWithoutItsKeyStaysUninitialised() throws Exception {
    startWithKeyFile();
    Files.delete(home.resolve("key"));
    assertFails(
        ErrorType.KEEPER_NOT_INITIALIZED,
        "the key file of the seal is missing",
        () -> bean.initialise(request("init"), "keeper-1", 1, 1));
    assertEquals(SealState.UNINITIALIZED, bean.seal.state());
  }

  @Test
  void endsTheSessionsOnceTheDataKeyIsErased() throws Exception {
    start(SHAMIR);
    bean.unseal(request("unseal"), initialise(1, 1), false);
    assertEquals(List.of(), whenSessionsEnd);
    bean.seal(request("seal"));
    assertEquals(List.of(SealState.SEALED), whenSessionsEnd);
  }

  @Test
  void doesNothingWithoutItsIntent() throws Exception {
    start(SHAMIR);
    trail.left = 0;
    assertUnrecorded(() -> bean.initialise(request("init"), "keeper-1", 1, 1));
    assertEquals(SealState.UNINITIALIZED, bean.seal.state());
    trail.left = 2;
    List<byte[]> shares = initialise(1, 1);
    assertUnrecorded(() -> bean.unseal(request("unseal"), shares, false));
    assertEquals(SealState.SEALED, bean.seal.state());
  }

  @Test
  void doesNotStayOpenWhenThatIsNotOnRecord() throws Exception {
    start(SHAMIR);
    List<byte[]> shares = initialise(1, 1);
    trail.left = 1;
    assertUnrecorded(() -> bean.unseal(request("unseal"), shares, false));
    assertEquals(SealState.SEALED, bean.seal.state());
    assertEquals(List.of(SealState.SEALED), whenSessionsEnd);
  }

  @Test
  void closesEvenWhenThatCannotBeRecorded() throws Exception {
    start(SHAMIR);
    bean.unseal(request("unseal"), initialise(1, 1), false);
    trail.left = 0;
    assertFails(
        ErrorType.AUDIT_FAILED,
        "this keeper is sealed now, but that could not be recorded",
        () -> bean.seal(request("seal")));
    assertEquals(SealState.SEALED, bean.seal.state());
  }

  private static void assertUnrecorded(Executable attempt) {
    assertEquals(ErrorType.AUDIT_FAILED, assertThrows(OperationFailed.class, attempt).type());
  }

  @Test
  void keepsOffTheDatabaseOfAnotherProcess() throws Exception {
    start(SHAMIR);
    state(true, false);
    assertFails(
        ErrorType.AUDIT_NOT_AVAILABLE,
        "another process works on the database of this keeper",
        () -> initialise(1, 1));
    assertEquals(SealState.UNINITIALIZED, bean.seal.state());
  }

  @Test
  void operationsTellASealedKeeperFromAnUninitialisedOne() throws Exception {
    start(SHAMIR);
    assertFails(
        ErrorType.KEEPER_NOT_INITIALIZED,
        "this keeper is not initialized: initialize it first",
        () -> bean.audited.run("sign", request("sign"), () -> "done"));
    List<byte[]> shares = initialise(1, 1);
    assertFails(
        ErrorType.KEEPER_SEALED,
        "this keeper is sealed: unseal it first",
        () -> bean.audited.run("sign", request("sign"), () -> "done"));
    bean.unseal(request("unseal"), shares, false);
    assertEquals("done", bean.audited.run("sign", request("sign"), () -> "done"));
    state(false, true);
    assertFails(
        ErrorType.KEEPER_NOT_INITIALIZED,
        "this keeper is still starting: come again later",
        () -> bean.audited.run("sign", request("sign"), () -> "done"));
  }
}
