package org.tagma.persistence.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;

class LeaseRepositoryTest {
  private static final long HOUR = 3_600_000;

  @TempDir Path folder;

  @Test
  void keepsASecondProcessOutUntilTheLeaseRunsOut() {
    try (TestDatabase database = TestDatabase.open(folder.resolve("database"))) {
      LeaseRepository lease = new LeaseRepository(database.database());
      assertEquals(new Lease(null, 0), lease.current());
      assertTrue(lease.acquire("a", HOUR).await());
      assertFalse(lease.acquire("b", HOUR).await());
      assertTrue(lease.acquire("a", 0).await());
      assertTrue(lease.acquire("b", HOUR).await());
      assertFalse(lease.acquire("a", HOUR).await());
      assertEquals("b", lease.current().holder());
    }
  }

  @Test
  void lastsByTheClockOfTheDatabase() {
    try (TestDatabase database = TestDatabase.open(folder.resolve("database"))) {
      LeaseRepository lease = new LeaseRepository(database.database());
      long before = System.currentTimeMillis(); // an embedded database has the machine's clock
      lease.acquire("a", HOUR).await();
      long until = lease.current().until();
      assertTrue(until >= before + HOUR - 1, () -> "until " + until);
      assertTrue(until <= System.currentTimeMillis() + HOUR, () -> "until " + until);
    }
  }

  @Test
  void isFreeOnceGivenBack() {
    try (TestDatabase database = TestDatabase.open(folder.resolve("database"))) {
      LeaseRepository lease = new LeaseRepository(database.database());
      lease.acquire("a", HOUR).await();
      assertFalse(lease.release("b").await());
      assertTrue(lease.release("a").await());
      assertTrue(lease.acquire("b", HOUR).await());
    }
  }
}
