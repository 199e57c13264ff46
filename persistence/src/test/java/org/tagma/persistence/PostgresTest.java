package org.tagma.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tagma.persistence.audit.AuditFilter;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.audit.AuditRow;
import org.tagma.persistence.audit.ChainHead;
import org.tagma.persistence.audit.ChainPosition;
import org.tagma.persistence.audit.FaultCount;
import org.tagma.persistence.audit.FaultGrouping;
import org.tagma.persistence.audit.FaultRow;
import org.tagma.persistence.audit.Naming;
import org.tagma.persistence.evidence.EvidenceRepository;
import org.tagma.persistence.evidence.StoredEvidence;
import org.tagma.persistence.keys.Activation;
import org.tagma.persistence.keys.DestructionRepository;
import org.tagma.persistence.keys.Expiry;
import org.tagma.persistence.keys.ExpiryFilter;
import org.tagma.persistence.keys.InventoryFilter;
import org.tagma.persistence.keys.InventoryRepository;
import org.tagma.persistence.keys.KeyRepository;
import org.tagma.persistence.keys.NewGeneration;
import org.tagma.persistence.keys.Storing;
import org.tagma.persistence.lease.LeaseRepository;
import org.tagma.persistence.moduli.ModuliRepository;
import org.tagma.persistence.moduli.NewEpoch;
import org.tagma.persistence.moduli.StoredEpoch;
import org.tagma.persistence.sessions.Admission;
import org.tagma.persistence.sessions.AttemptClaim;
import org.tagma.persistence.sessions.AttemptRepository;
import org.tagma.persistence.sessions.NewSession;
import org.tagma.persistence.sessions.Outbox;
import org.tagma.persistence.sessions.Role;
import org.tagma.persistence.sessions.SessionRepository;

/** The same schema and queries on a real PostgreSQL. */
class PostgresTest {
  private static EmbeddedPostgres server;
  private static TestDatabase here;
  private static TestDatabase there;

  @BeforeAll
  static void startServerAndTwoProcesses() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("fsync", "on")
            .start();
    here = TestDatabase.open(server.getPostgresDatabase());
    there = TestDatabase.open(server.getPostgresDatabase());
  }

  @AfterAll
  static void stop() throws IOException {
    there.close();
    here.close();
    server.close();
  }

  @Test
  void opensASessionOnceForTwoProcesses() {
    SessionRepository ours = new SessionRepository(here.database());
    SessionRepository theirs = new SessionRepository(there.database());
    List<Durable<Boolean>> first = new ArrayList<>();
    List<Durable<Boolean>> second = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      NewSession session = session("s" + i);
      Outbox outbox = new Outbox("s" + i, 1, "in", "body");
      first.add(ours.open(session, outbox));
      second.add(theirs.open(session, outbox));
    }
    for (int i = 0; i < 50; i++) {
      assertTrue(first.get(i).await() ^ second.get(i).await(), "session " + i);
    }
  }

  @Test
  void consumesASessionOnceForTwoProcesses() {
    SessionRepository ours = new SessionRepository(here.database());
    SessionRepository theirs = new SessionRepository(there.database());
    for (int i = 0; i < 20; i++) {
      String sid = "c" + i;
      ours.open(session(sid)).await();
      Durable<Boolean> first = ours.consume(sid, new Outbox(sid, 2, "in", "ours"));
      Durable<Boolean> second = theirs.consume(sid, new Outbox(sid, 3, "in", "theirs"));
      assertTrue(first.await() ^ second.await(), sid);
      assertEquals(ours.outbox(sid, 2).isPresent(), first.await());
      assertEquals(ours.outbox(sid, 3).isPresent(), second.await());
      assertTrue(ours.close(sid).await());
    }
  }

  @Test
  void chainsTheRecordsOfTwoProcesses() {
    AuditRepository ours = new AuditRepository(here.database());
    AuditRepository theirs = new AuditRepository(there.database());
    List<Durable<AuditRow>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(ours.append(PostgresTest::record));
      all.add(theirs.append(PostgresTest::record));
    }
    all.forEach(Durable::await);
    String previous = "A".repeat(43);
    List<AuditRow> chain = ours.walk(1, 1000);
    for (AuditRow row : chain) {
      assertEquals(previous, row.previousHash(), "record " + row.sequence());
      previous = row.hash();
    }
    assertEquals(new ChainHead(100, previous), theirs.head());
    assertEquals(record(new ChainPosition(1, "A".repeat(43))), chain.get(0));
    assertEquals(
        List.of(100L, 99L),
        ours
            .query(
                new AuditFilter(
                    0L,
                    2L,
                    "sign",
                    "k",
                    "alice",
                    "op",
                    "keeper-1",
                    "keeper-3",
                    AuditFilter.Outcome.failure()),
                Long.MAX_VALUE,
                2)
            .stream()
            .map(AuditRow::sequence)
            .toList());
    assertEquals(
        List.of(
            new FaultCount("FROST.SHARE", 100, 0, 0), new FaultCount("ROUND_TIMEOUT", 0, 100, 0)),
        ours.faults(FaultGrouping.RULE, 0, 2));
    assertEquals(
        List.of(new FaultCount("1970-01-01", 100, 100, 0)), ours.faults(FaultGrouping.DAY, 0, 2));
    assertEquals(
        List.of(new FaultCount("keeper-1", 100, 0, 0), new FaultCount("keeper-3", 0, 100, 0)),
        ours.faults(FaultGrouping.KEEPER, 0, 2));
  }

  @Test
  void keepsKeys() {
    KeyRepository keys = new KeyRepository(here.database());
    byte[] share = {0, 1, -1};
    NewGeneration generation =
        new NewGeneration(
            "k",
            "P256",
            "SIGN",
            1,
            "s",
            "{\"\u00e9\":1}",
            "h",
            share,
            OptionalLong.of(7),
            OptionalLong.empty(),
            Optional.of("treasury"));
    assertEquals(Storing.STORED, keys.storePending(generation).await());
    assertEquals(
        Storing.ALREADY_CERTIFIED,
        new KeyRepository(there.database()).storePending(generation).await());
    assertEquals(Activation.ACTIVE, keys.activate("k", 1, "{}").await());
    assertArrayEquals(share, keys.active("k").orElseThrow().encryptedShare());
    assertEquals(
        List.of(7L),
        keys.expiring(new ExpiryFilter(Expiry.Use.APPLY, 0, 8, 0, 0, 1)).stream()
            .map(Expiry::notAfter)
            .toList());
    assertEquals(1, keys.highestGeneration("k"));
    assertEquals(0, keys.highestGeneration("unknown"));
    assertEquals(1, keys.list("", 10).size());
    assertFalse(keys.condemn("k", 1).await());
    assertTrue(keys.destroy("gone", 1, "h", "{}").await());
    DestructionRepository destructions = new DestructionRepository(there.database());
    assertTrue(destructions.confirm("gone", 1, 2, "receipt").await());
    assertEquals(Map.of(2, "receipt"), destructions.unsettled(9).get(0).receipts());
    assertTrue(destructions.settle("gone", 1).await());
    assertEquals(List.of(), destructions.unsettled(9));
    InventoryFilter owned =
        new InventoryFilter(Optional.empty(), Optional.of("treasury"), true, "", 0, 9);
    assertEquals(1, new InventoryRepository(there.database()).list(owned).size());
  }

  @Test
  void keepsLargeEvidenceAttemptsAndTheLease() {
    EvidenceRepository evidence = new EvidenceRepository(here.database());
    StoredEvidence large =
        new StoredEvidence("e", "R", "keeper-1", "keeper-2", null, "x".repeat(3_000_000), 1);
    assertTrue(evidence.save(large).await());
    assertEquals(large, evidence.find("e").orElseThrow());
    AttemptRepository attempts = new AttemptRepository(here.database());
    assertEquals(
        Admission.ADMITTED,
        attempts.admit(new AttemptClaim("keeper-1", "op", "d", 1, 4, 9)).await());
    assertEquals(
        Admission.ANOTHER_REQUEST,
        attempts.admit(new AttemptClaim("keeper-1", "op", "x", 2, 4, 9)).await());
    LeaseRepository lease = new LeaseRepository(here.database());
    assertTrue(lease.acquire("a", 60_000).await());
    assertFalse(new LeaseRepository(there.database()).acquire("b", 60_000).await());
    assertTrue(lease.acquire("a", 0).await());
    assertTrue(new LeaseRepository(there.database()).acquire("b", 60_000).await());
    assertTrue(lease.release("b").await());
    assertEquals(0, new SessionRepository(here.database()).forget(0).await());
  }

  @Test
  void refusesAServerThatDoesNotWaitForItsDisk() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE hasty LOGIN");
      statement.execute("ALTER ROLE hasty SET synchronous_commit = off");
    }
    StorageUnavailable refusal =
        assertThrows(
            StorageUnavailable.class,
            () -> StableStorage.of(server.getDatabase("hasty", "postgres")));
    assertEquals(
        "storage is not available: PostgreSQL runs with synchronous_commit = off",
        refusal.getMessage());
  }

  private static NewSession session(String sid) {
    return new NewSession(
        sid, Role.PARTICIPANT, "keeper-1", "op", 1, "FROST", null, null, 1000, "{}");
  }

  private static AuditRow record(ChainPosition position) {
    return new AuditRow(
        position.sequence(),
        "id-" + position.sequence(),
        "sign.outcome",
        1,
        AuditRow.dayOf(1),
        "alice",
        "op",
        null,
        "k",
        503,
        "NOT_ENOUGH_HONEST_CLIENTS",
        List.of(new Naming(Naming.IMPOSTER, "keeper-1"), new Naming(Naming.DEAD, "keeper-3")),
        List.of(
            new FaultRow("keeper-1", "IMPOSTER", "FROST.SHARE", null, null, 2, 1, null, null, null),
            new FaultRow("keeper-3", "DEAD", null, "ROUND_TIMEOUT", null, 1, 1, null, 1500L, null)),
        "{\"text\":\"\u00e9\"}",
        "hash-" + position.sequence(),
        position.previousHash(),
        "signature");
  }

  @Test
  void keepsModuliAndTheirEpochs() {
    ModuliRepository moduli = new ModuliRepository(here.database());
    assertTrue(moduli.keepMade("p128", new byte[] {1}).await());
    NewEpoch epoch = new NewEpoch(1, "p128", "hash", "{}", new byte[] {2});
    assertTrue(moduli.storePending(epoch).await());
    assertFalse(moduli.storePending(epoch).await());
    assertEquals(Activation.ACTIVE, moduli.activate(1, "{\"signed\":1}").await());
    StoredEpoch active = new ModuliRepository(there.database()).active().orElseThrow();
    assertEquals("{\"signed\":1}", active.certificate());
    assertArrayEquals(new byte[] {2}, active.encryptedSecrets());
  }
}
