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

class QuarantineRepositoryTest {
  @TempDir Path folder;

  @Test
  void aConvictedKeeperIsBarredForItsFirstEvidenceAcrossARestart() {
    try (TestDatabase database = TestDatabase.open(folder.resolve("database"))) {
      EvidenceRepository evidence = new EvidenceRepository(database.database());
      assertTrue(evidence.convict(bundle("e1", "keeper-3", 10)).await());
      assertTrue(evidence.convict(bundle("e2", "keeper-3", 20)).await());
      assertTrue(evidence.convict(bundle("e3", "keeper-2", 30)).await());
    }
    try (TestDatabase database = TestDatabase.open(folder.resolve("database"))) {
      assertEquals(
          List.of(
              new StoredQuarantine("keeper-2", "e3", "FROST.SHARE", 30),
              new StoredQuarantine("keeper-3", "e1", "FROST.SHARE", 10)),
          new QuarantineRepository(database.database()).all());
      assertEquals(
          Optional.of(bundle("e2", "keeper-3", 20)),
          new EvidenceRepository(database.database()).find("e2"));
    }
  }

  @Test
  void aReleasedKeeperIsBarredAgainByNewEvidenceOnly() {
    try (TestDatabase database = TestDatabase.open(folder.resolve("database"))) {
      EvidenceRepository evidence = new EvidenceRepository(database.database());
      QuarantineRepository quarantine = new QuarantineRepository(database.database());
      evidence.convict(bundle("e1", "keeper-3", 10)).await();

      assertTrue(quarantine.release("keeper-3").await());
      assertFalse(quarantine.release("keeper-3").await());
      assertFalse(evidence.convict(bundle("e1", "keeper-3", 20)).await());
      assertEquals(List.of(), quarantine.all());

      evidence.convict(bundle("e2", "keeper-3", 30)).await();
      assertEquals(
          List.of(new StoredQuarantine("keeper-3", "e2", "FROST.SHARE", 30)), quarantine.all());
    }
  }

  @Test
  void evidenceThatIsOnlyKeptBarsNobody() {
    try (TestDatabase database = TestDatabase.open(folder.resolve("database"))) {
      new EvidenceRepository(database.database()).save(bundle("e1", "keeper-3", 10)).await();
      assertEquals(List.of(), new QuarantineRepository(database.database()).all());
    }
  }

  private static StoredEvidence bundle(String id, String accused, long createdAt) {
    return new StoredEvidence(id, "FROST.SHARE", accused, "keeper-1", "sid", "{}", createdAt);
  }
}
