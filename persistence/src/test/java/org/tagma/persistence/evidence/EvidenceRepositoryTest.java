package org.tagma.persistence.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;

class EvidenceRepositoryTest {
  @TempDir Path folder;

  @Test
  void keepsTheFirstBundleOfAnId() {
    try (TestDatabase database = TestDatabase.open(folder.resolve("database"))) {
      EvidenceRepository evidence = new EvidenceRepository(database.database());
      StoredEvidence first = bundle("e1", "keeper-3", "x".repeat(3_000_000), 10);
      assertTrue(evidence.save(first).await());
      assertFalse(evidence.save(bundle("e1", "keeper-2", "{}", 11)).await());
      assertEquals(Optional.of(first), evidence.find("e1"));
      assertEquals(Optional.empty(), evidence.find("e2"));
    }
  }

  @Test
  void listsWhatIsHeldAgainstAKeeperNewestFirst() {
    try (TestDatabase database = TestDatabase.open(folder.resolve("database"))) {
      EvidenceRepository evidence = new EvidenceRepository(database.database());
      evidence.save(bundle("e1", "keeper-3", "{}", 10)).await();
      evidence.save(bundle("e2", "keeper-3", "{}", 20)).await();
      evidence.save(bundle("e3", "keeper-2", "{}", 30)).await();
      assertEquals(
          List.of("e2", "e1"),
          evidence.against("keeper-3", 10).stream().map(StoredEvidence::id).toList());
    }
  }

  private static StoredEvidence bundle(String id, String accused, String json, long createdAt) {
    return new StoredEvidence(id, "FROST.SHARE", accused, "keeper-1", "sid", json, createdAt);
  }
}
