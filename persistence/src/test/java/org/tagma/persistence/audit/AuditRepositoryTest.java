package org.tagma.persistence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.Durable;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.audit.AuditFilter.Outcome;

class AuditRepositoryTest {
  private static final long DAY = 86_400_000;
  private static final String GENESIS = "A".repeat(43);

  @TempDir Path folder;
  private TestDatabase database;
  private AuditRepository audit;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder.resolve("database"));
    audit = new AuditRepository(database.database());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void startsTheChainAtZeroBytes() {
    assertEquals(new ChainHead(0, GENESIS), audit.head());
    AuditRow first = append(row("sign.intent"));
    assertEquals(1, first.sequence());
    assertEquals(GENESIS, first.previousHash());
    assertEquals(new ChainHead(1, first.hash()), audit.head());
    assertEquals(Optional.of(first), audit.byId(first.id()));
  }

  @Test
  void chainsRecordsOfManyCallersWithoutGapOrFork() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      List<Future<AuditRow>> appended = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        appended.add(callers.submit(() -> append(row("sign.outcome"))));
      }
      for (Future<AuditRow> one : appended) {
        one.get();
      }
    } finally {
      callers.shutdownNow();
    }
    assertUnbroken(audit, 300);
  }

  @Test
  void chainsOnWhereAFailingRecordLeftNoTrace() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Durable<String> blocker =
        database
            .database()
            .write(
                entities -> {
                  entered.countDown();
                  try {
                    leave.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return "";
                });
    entered.await();
    Durable<AuditRow> first = audit.append(row("a").builder());
    Durable<AuditRow> failing =
        audit.append(
            position -> {
              throw new IllegalStateException("no signature");
            });
    Durable<AuditRow> second = audit.append(row("b").builder());
    leave.countDown();
    blocker.await();
    assertEquals(1, first.await().sequence());
    assertThrows(IllegalStateException.class, failing::await);
    assertEquals(2, second.await().sequence());
    assertUnbroken(audit, 2);
  }

  @Test
  void refusesARecordMadeForAnotherPlace() {
    Durable<AuditRow> wrong =
        audit.append(position -> row("a").builder().apply(new ChainPosition(7, GENESIS)));
    assertThrows(IllegalArgumentException.class, wrong::await);
    assertEquals(0, audit.head().sequence());
  }

  @Test
  void chainsOnAfterAKill() {
    for (int i = 0; i < 5; i++) {
      append(row("sign.outcome"));
    }
    try (TestDatabase again = database.afterKill(folder.resolve("copy"))) {
      AuditRepository reopened = new AuditRepository(again.database());
      assertUnbroken(reopened, 5);
      assertEquals(6, reopened.append(row("sign.outcome").builder()).await().sequence());
      assertUnbroken(reopened, 6);
    }
  }

  @Test
  void chainsOnWhenTwoProcessesAppend() {
    try (TestDatabase other = TestDatabase.open(folder.resolve("database"))) {
      AuditRepository others = new AuditRepository(other.database());
      List<Durable<AuditRow>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        all.add(audit.append(row("here").builder()));
        all.add(others.append(row("there").builder()));
      }
      all.forEach(Durable::await);
      assertUnbroken(audit, 100);
    }
  }

  @Test
  void keepsListsAndFaultsInTheirOrder() {
    FaultRow lied = fault("keeper-2", "IMPOSTER", "FROST.SHARE", null, null);
    FaultRow silent =
        new FaultRow(
            "keeper-1", "DEAD", null, "ROUND_TIMEOUT", null, 1, 2, null, 1500L, "keeper-4");
    AuditRow row =
        append(
            row("sign.outcome")
                .named(Naming.IMPOSTER, "keeper-2")
                .named(Naming.DEAD, "keeper-1")
                .fault(lied)
                .fault(silent));
    AuditRow read = audit.byId(row.id()).orElseThrow();
    assertEquals(List.of(lied, silent), read.faults());
    assertEquals(
        List.of(new Naming(Naming.DEAD, "keeper-1"), new Naming(Naming.IMPOSTER, "keeper-2")),
        read.namings());
    assertEquals(List.of(row), audit.walk(1, 10));
  }

  @Test
  void filtersByEveryColumn() {
    append(row("sign.intent").at(10).key("k1").actor("alice").operation("op1"));
    append(
        row("sign.outcome")
            .at(20)
            .key("k1")
            .actor("alice")
            .operation("op1")
            .status(200, null)
            .named(Naming.DEAD, "keeper-3"));
    append(
        row("signature.outcome")
            .at(30)
            .key("k2")
            .actor("bob")
            .operation("op2")
            .status(503, "NOT_ENOUGH_HONEST_CLIENTS")
            .named(Naming.IMPOSTER, "keeper-2")
            .named(Naming.DEAD, "keeper-3"));
    assertEquals(List.of(3L, 2L, 1L), found(AuditFilter.EVERYTHING));
    assertEquals(List.of(2L, 1L), found(filter(null, null, "sign", null, null, null)));
    assertEquals(List.of(1L), found(filter(null, null, "sign.intent", null, null, null)));
    assertEquals(List.of(), found(filter(null, null, "s_gn", null, null, null)));
    assertEquals(List.of(), found(filter(null, null, "%", null, null, null)));
    assertEquals(List.of(2L), found(filter(20L, 30L, null, null, null, null)));
    assertEquals(List.of(3L), found(filter(null, null, null, "k2", null, null)));
    assertEquals(List.of(3L), found(filter(null, null, null, null, "bob", null)));
    assertEquals(List.of(2L, 1L), found(filter(null, null, null, null, null, "op1")));
    assertEquals(List.of(3L), found(named("keeper-2", null)));
    assertEquals(List.of(3L, 2L), found(named(null, "keeper-3")));
    assertEquals(List.of(3L), found(named("keeper-2", "keeper-3")));
    assertEquals(List.of(), found(named("keeper-3", null)));
    assertEquals(List.of(2L), found(outcome(Outcome.success())));
    assertEquals(List.of(3L), found(outcome(Outcome.failure())));
    assertEquals(List.of(3L), found(outcome(Outcome.status(503))));
    assertEquals(List.of(3L), found(outcome(Outcome.error("NOT_ENOUGH_HONEST_CLIENTS"))));
  }

  @Test
  void listsAnOperationInTheOrderOfTheChain() {
    append(row("sign.intent").operation("op1"));
    append(row("sign.intent").operation("op2"));
    append(row("sign.outcome").operation("op1"));
    assertEquals(
        List.of(1L, 3L), audit.byOperation("op1").stream().map(AuditRow::sequence).toList());
  }

  @Test
  void pagesStayStableWhileRecordsArrive() {
    for (int i = 0; i < 10; i++) {
      append(row("sign.outcome"));
    }
    List<Long> seen = new ArrayList<>();
    long before = Long.MAX_VALUE;
    List<AuditRow> page = audit.query(AuditFilter.EVERYTHING, before, 4);
    while (!page.isEmpty()) {
      page.forEach(row -> seen.add(row.sequence()));
      before = page.get(page.size() - 1).sequence();
      append(row("sign.outcome"));
      page = audit.query(AuditFilter.EVERYTHING, before, 4);
    }
    assertEquals(List.of(10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L), seen);
  }

  @Test
  void countsFaultsByKeeperRuleAndDay() {
    append(
        row("sign.outcome")
            .at(DAY)
            .named(Naming.IMPOSTER, "keeper-2")
            .fault(fault("keeper-2", "IMPOSTER", "FROST.SHARE", null, null))
            .named(Naming.DEAD, "keeper-3")
            .fault(fault("keeper-3", "DEAD", null, "ROUND_TIMEOUT", null)));
    append(
        row("sign.outcome")
            .at(2 * DAY - 1)
            .named(Naming.REFUSED, "keeper-3")
            .fault(fault("keeper-3", "REFUSED", null, null, "SEALED"))
            .fault(fault("keeper-1", "QUARANTINED", "FROST.SHARE", null, null)));
    append(
        row("sign.outcome")
            .at(2 * DAY)
            .named(Naming.DEAD, "keeper-3")
            .fault(fault("keeper-3", "DEAD", null, "ROUND_TIMEOUT", null)));
    append(row("sign.outcome").at(5 * DAY).named(Naming.DEAD, "keeper-3"));
    assertEquals(
        List.of(new FaultCount("keeper-2", 1, 0, 0), new FaultCount("keeper-3", 0, 2, 1)),
        audit.faults(FaultGrouping.KEEPER, 0, 5 * DAY));
    assertEquals(
        List.of(
            new FaultCount("FROST.SHARE", 1, 0, 0),
            new FaultCount("ROUND_TIMEOUT", 0, 2, 0),
            new FaultCount("SEALED", 0, 0, 1)),
        audit.faults(FaultGrouping.RULE, 0, 5 * DAY));
    assertEquals(
        List.of(new FaultCount("1970-01-02", 1, 1, 1), new FaultCount("1970-01-03", 0, 1, 0)),
        audit.faults(FaultGrouping.DAY, 0, 5 * DAY));
    assertEquals(List.of(), audit.faults(FaultGrouping.DAY, 6 * DAY, 7 * DAY));
  }

  private AuditRow append(TestRow row) {
    return audit.append(row.builder()).await();
  }

  private List<Long> found(AuditFilter filter) {
    return audit.query(filter, Long.MAX_VALUE, 100).stream().map(AuditRow::sequence).toList();
  }

  private static AuditFilter filter(
      Long from, Long to, String event, String keyId, String actor, String operationId) {
    return new AuditFilter(from, to, event, keyId, actor, operationId, null, null, Outcome.any());
  }

  private static AuditFilter named(String imposter, String dead) {
    return new AuditFilter(null, null, null, null, null, null, imposter, dead, Outcome.any());
  }

  private static AuditFilter outcome(Outcome outcome) {
    return new AuditFilter(null, null, null, null, null, null, null, null, outcome);
  }

  private static void assertUnbroken(AuditRepository audit, int records) {
    List<AuditRow> chain = audit.walk(1, 1000);
    assertEquals(
        LongStream.rangeClosed(1, records).boxed().toList(),
        chain.stream().map(AuditRow::sequence).toList());
    String previous = GENESIS;
    for (AuditRow row : chain) {
      assertEquals(previous, row.previousHash(), "record " + row.sequence());
      previous = row.hash();
    }
    assertEquals(new ChainHead(records, previous), audit.head());
  }

  private static FaultRow fault(
      String keeper, String verdict, String rule, String cause, String reason) {
    return new FaultRow(keeper, verdict, rule, cause, reason, 1, 1, null, null, null);
  }

  private static TestRow row(String event) {
    return new TestRow(event);
  }
}
