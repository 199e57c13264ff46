package org.tagma.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableWriterTest {
  @TempDir Path folder;
  private TestDatabase database;

  @BeforeEach
  void open() {
    database = TestDatabase.withoutWriter(folder.resolve("database"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void answersOneCallerAfterOneCommit() {
    try (DurableWriter writer = writer(database.transactions())) {
      assertEquals("done", writer.submit(insert("a", "done")).await());
      assertEquals(1, database.syncs());
      assertEquals(List.of("a"), ids());
    }
  }

  @Test
  void commitsWhatWaitsTogether() throws Exception {
    try (DurableWriter writer = writer(database.transactions())) {
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch leave = new CountDownLatch(1);
      Durable<String> first = writer.submit(blocked(entered, leave));
      entered.await();
      List<Durable<String>> waiting =
          IntStream.range(0, 100).mapToObj(i -> writer.submit(insert("k" + i, "v" + i))).toList();
      leave.countDown();
      assertEquals("first", first.await());
      for (int i = 0; i < 100; i++) {
        assertEquals("v" + i, waiting.get(i).await());
      }
      assertEquals(2, database.syncs());
      assertEquals(100, ids().size());
    }
  }

  @Test
  void aPatientUnitSharesTheCommitOfTheNextOne() throws Exception {
    long forGood = TimeUnit.DAYS.toNanos(1);
    try (DurableWriter writer =
        new DurableWriter(database.transactions(), database.threads(), forGood)) {
      List<String> order = new ArrayList<>();
      Durable<Boolean> patient = writer.submitPatiently(e -> order.add("patient"));
      while (writer.queued() > 0) {
        Thread.onSpinWait(); // until the thread holds it, and could write it alone
      }
      Durable<Boolean> next = writer.submit(e -> order.add("next"));
      patient.await();
      next.await();
      assertEquals(1, database.syncs());
      assertEquals(List.of("patient", "next"), order);
    }
  }

  @Test
  void aPatientUnitIsWrittenThoughNoOtherComes() throws Exception {
    try (DurableWriter writer = writer(database.transactions())) {
      assertEquals("done", writer.submitPatiently(insert("a", "done")).await());
      assertEquals(1, database.syncs());
      assertEquals(List.of("a"), ids());
    }
  }

  @Test
  void aPatientUnitIsWrittenWhenTheWriterCloses() throws Exception {
    Durable<String> patient;
    try (DurableWriter writer = writer(database.transactions())) {
      patient = writer.submitPatiently(insert("a", "done"));
    }
    assertEquals("done", patient.await());
    assertEquals(List.of("a"), ids());
  }

  @Test
  void runsUnitsInTheOrderOfTheirSubmission() throws Exception {
    try (DurableWriter writer = writer(database.transactions())) {
      List<Integer> order = new ArrayList<>();
      List<Durable<Boolean>> all =
          IntStream.range(0, 500).mapToObj(i -> writer.submit(e -> order.add(i))).toList();
      all.forEach(Durable::await);
      assertEquals(IntStream.range(0, 500).boxed().toList(), order);
    }
  }

  @Test
  void servesManyCallersAtOnce() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try (DurableWriter writer = writer(database.transactions())) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String id = "k" + i;
        answers.add(callers.submit(() -> writer.submit(insert(id, id)).await()));
      }
      for (int i = 0; i < 400; i++) {
        assertEquals("k" + i, answers.get(i).get());
      }
      assertEquals(400, ids().size());
      assertTrue(database.syncs() <= 400, "syncs: " + database.syncs());
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void keepsTheNeighboursOfAFailingUnit() throws Exception {
    try (DurableWriter writer = writer(database.transactions())) {
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch leave = new CountDownLatch(1);
      writer.submit(blocked(entered, leave));
      entered.await();
      Durable<String> before = writer.submit(insert("before", "1"));
      IllegalStateException bug = new IllegalStateException("a bug");
      Durable<String> failing =
          writer.submit(
              entities -> {
                insert("failing", "").run(entities);
                throw bug;
              });
      Durable<String> conflicting = writer.submit(insert("before", "again"));
      Durable<String> after = writer.submit(insert("after", "2"));
      leave.countDown();
      assertEquals("1", before.await());
      assertEquals("2", after.await());
      assertSame(bug, assertThrows(IllegalStateException.class, failing::await));
      assertThrows(RowConflict.class, conflicting::await);
      assertEquals(List.of("after", "before"), ids());
    }
  }

  @Test
  void givesTheSubstituteForARowThatIsThereAlready() {
    try (DurableWriter writer = writer(database.transactions())) {
      writer.submit(insert("a", "first")).await();
      assertEquals("there", writer.submit(insert("a", "second")).onConflict("there").await());
    }
  }

  @Test
  void reportsAFullDiskInOneLineAndRecovers() {
    try (DurableWriter writer = writer(database.transactions())) {
      database.fillDisk(true);
      StorageUnavailable failure =
          assertThrows(StorageUnavailable.class, writer.submit(insert("a", "1"))::await);
      assertEquals("storage is not available: No space left on device", failure.getMessage());
      assertTrue(writer.failing());
      database.fillDisk(false);
      assertEquals("2", writer.submit(insert("b", "2")).await());
      assertFalse(writer.failing());
    }
  }

  @Test
  void recognisesAnOutageWhateverTheProviderWrapsItIn() {
    try (DurableWriter writer = writer(database.transactions())) {
      SQLException outage = new SQLException("Connection refused", "08001");
      Durable<Object> unit =
          writer.submit(
              entities -> {
                throw new IllegalStateException("a provider's own exception", outage);
              });
      StorageUnavailable failure = assertThrows(StorageUnavailable.class, unit::await);
      assertEquals("storage is not available: Connection refused", failure.getMessage());
    }
  }

  @Test
  void doesNotRepeatUnitsWhenTheCommitItselfFails() {
    AtomicInteger runs = new AtomicInteger();
    Transactions lost =
        new Transactions(database.entityManagers(), () -> {}) {
          @Override
          protected EntityManager begin() {
            EntityManager entities = newEntityManager();
            entities.getTransaction().begin();
            return entities;
          }

          @Override
          protected void commit(EntityManager entities) throws SQLException {
            throw new SQLException("connection reset", "08006");
          }

          @Override
          protected void rollback(EntityManager entities) {
            entities.getTransaction().rollback();
          }
        };
    try (DurableWriter writer = writer(lost)) {
      Durable<Integer> unit = writer.submit(entities -> runs.incrementAndGet());
      assertThrows(StorageUnavailable.class, unit::await);
      assertEquals(1, runs.get());
    }
  }

  /**
   * A row that another process holds, eight times or for good: its unit fails, and nobody else's.
   */
  @Test
  void givesUpAUnitThatMeetsALockEachTimeAndNoOther() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    SQLException locked = new SQLException("deadlock detected", "40P01");
    UnitOfWork<Integer> stuck =
        entities -> {
          runs.incrementAndGet();
          throw new IllegalStateException("a provider's own exception", locked);
        };
    try (DurableWriter writer = writer(database.transactions())) {
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch leave = new CountDownLatch(1);
      writer.submit(blocked(entered, leave));
      entered.await();
      Durable<String> before = writer.submit(insert("before", "1"));
      Durable<Integer> conflicting = writer.submit(stuck);
      Durable<String> after = writer.submit(insert("after", "2"));
      leave.countDown();
      assertEquals("1", before.await());
      assertEquals("2", after.await());
      assertThrows(StorageUnavailable.class, conflicting::await);
      assertEquals(1 + 8, runs.get(), "once with its neighbours, then alone");
      assertEquals("3", writer.submit(insert("later", "3")).await());
      assertEquals(List.of("after", "before", "later"), ids());
      assertFalse(writer.failing());
    }
  }

  @Test
  void writesWhatIsQueuedBeforeItCloses() throws Exception {
    DurableWriter writer = writer(database.transactions());
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    writer.submit(blocked(entered, leave));
    entered.await();
    Durable<String> queued = writer.submit(insert("queued", "1"));
    leave.countDown();
    writer.close();
    assertEquals("1", queued.await());
    StorageUnavailable closed =
        assertThrows(StorageUnavailable.class, writer.submit(insert("late", "2"))::await);
    assertEquals("storage is not available: the writer is closed", closed.getMessage());
  }

  @Test
  void completesTheStageExceptionallyWithTheCause() {
    try (DurableWriter writer = writer(database.transactions())) {
      List<Throwable> seen = new ArrayList<>();
      Durable<Object> failing =
          writer.submit(
              entities -> {
                throw new IllegalArgumentException("no");
              });
      failing.stage().whenComplete((value, failure) -> seen.add(failure));
      assertThrows(IllegalArgumentException.class, failing::await);
      writer.submit(entities -> 1).await(); // the dependents of the one before ran
      assertInstanceOf(IllegalArgumentException.class, seen.get(0).getCause());
    }
  }

  private DurableWriter writer(Transactions transactions) {
    return new DurableWriter(transactions, database.threads());
  }

  private static UnitOfWork<String> insert(String id, String answer) {
    return entities -> {
      entities
          .createNativeQuery(
              "INSERT INTO evidence (evidence_id, rule, accused, accuser, bundle, created_at)"
                  + " VALUES (?, 'R', 'keeper-1', 'keeper-2', '{}', 0)")
          .setParameter(1, id)
          .executeUpdate();
      return answer;
    };
  }

  private static UnitOfWork<String> blocked(CountDownLatch entered, CountDownLatch leave) {
    return entities -> {
      entered.countDown();
      try {
        leave.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return "first";
    };
  }

  private List<?> ids() {
    return database
        .transactions()
        .read(
            entities ->
                entities
                    .createNativeQuery("SELECT evidence_id FROM evidence ORDER BY evidence_id")
                    .getResultList());
  }
}
