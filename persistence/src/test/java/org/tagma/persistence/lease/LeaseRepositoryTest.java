package org.tagma.persistence.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;

class LeaseRepositoryTest {
  @TempDir Path folder;

  @Test
  void keepsASecondProcessOutUntilTheLeaseRunsOut() {
    try (TestDatabase database = TestDatabase.open(folder.resolve("database"))) {
      LeaseRepository lease = new LeaseRepository(database.database());
      assertEquals(new Lease(null, 0), lease.current());
      assertTrue(lease.acquire("a", 1000, 2000).await());
      assertFalse(lease.acquire("b", 1500, 2500).await());
      assertTrue(lease.acquire("a", 1900, 2900).await());
      assertFalse(lease.acquire("b", 2899, 4000).await());
      assertTrue(lease.acquire("b", 2900, 4000).await());
      assertFalse(lease.acquire("a", 3000, 4000).await());
      assertEquals(new Lease("b", 4000), lease.current());
    }
  }

  @Test
  void isFreeOnceGivenBack() {
    try (TestDatabase database = TestDatabase.open(folder.resolve("database"))) {
      LeaseRepository lease = new LeaseRepository(database.database());
      lease.acquire("a", 1000, 2000).await();
      assertFalse(lease.release("b").await());
      assertTrue(lease.release("a").await());
      assertTrue(lease.acquire("b", 1500, 2500).await());
    }
  }
}
