package org.tagma.persistence.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;

class IdentityKeyRepositoryTest {
  @TempDir Path folder;

  @Test
  void keepsEveryKeyEverUsed() {
    try (TestDatabase database = TestDatabase.open(folder.resolve("database"))) {
      IdentityKeyRepository keys = new IdentityKeyRepository(database.database());
      IdentityKey founding = new IdentityKey("keeper-2", "tp1", "{}", null, 1);
      IdentityKey later = new IdentityKey("keeper-2", "tp2", "{}", "a.b.c", 2);
      IdentityKey other = new IdentityKey("keeper-1", "tp3", "{}", null, 1);
      assertTrue(keys.save(later).await());
      assertTrue(keys.save(founding).await());
      assertTrue(keys.save(other).await());
      assertFalse(keys.save(new IdentityKey("keeper-9", "tp1", "{}", null, 9)).await());
      assertEquals(List.of(other, founding, later), keys.all());
      assertEquals(Optional.of(founding), keys.find("tp1"));
    }
  }
}
