package org.tagma.persistence.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;

/** Four keys: one in its fourth generation, one owned, one pending, one rotated and pending. */
class InventoryRepositoryTest {
  @TempDir Path folder;
  private TestDatabase database;
  private KeyRepository keys;
  private InventoryRepository inventory;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder.resolve("database"));
    keys = new KeyRepository(database.database());
    inventory = new InventoryRepository(database.database());
    for (int generation = 1; generation <= 4; generation++) {
      make("a", generation, Optional.of(generation < 3 ? "old" : "treasury"), true);
    }
    keys.destroy("a", 1, "hash-1", "{}").await();
    make("b", 1, Optional.of("treasury"), true);
    make("c", 1, Optional.empty(), false);
    make("d", 1, Optional.empty(), true);
    make("d", 2, Optional.empty(), false);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void make(String keyId, int generation, Optional<String> owner, boolean active) {
    keys.storePending(
            new NewGeneration(
                keyId,
                "P256",
                "SIGN",
                generation,
                "sid",
                "{}",
                "hash-" + generation,
                new byte[] {1},
                OptionalLong.empty(),
                OptionalLong.empty(),
                owner))
        .await();
    if (active) {
      keys.activate(keyId, generation, "{}").await();
    }
  }

  private static String text(InventoryRow row) {
    StoredGeneration g = row.generation();
    return g.keyId()
        + g.generation()
        + " "
        + g.state()
        + " "
        + row.activeGeneration()
        + "/"
        + row.pendingGeneration();
  }

  private List<String> list(Optional<String> keyId, Optional<String> owner, boolean historical) {
    return inventory.list(new InventoryFilter(keyId, owner, historical, "", 0, 100)).stream()
        .map(InventoryRepositoryTest::text)
        .toList();
  }

  @Test
  void tellsWhatIsActiveOrElseWhatIsLatest() {
    assertEquals(
        List.of("a4 ACTIVE 4/0", "b1 ACTIVE 1/0", "c1 PENDING 0/1", "d1 ACTIVE 1/2"),
        list(Optional.empty(), Optional.empty(), false));
    assertEquals(List.of("d1 ACTIVE 1/2"), list(Optional.of("d"), Optional.empty(), false));
    assertEquals(List.of(), list(Optional.of("none"), Optional.empty(), true));
  }

  @Test
  void tellsOfEarlierGenerationsWhenAsked() {
    assertEquals(
        List.of(
            "a4 ACTIVE 4/0",
            "a3 RETIRED 4/0",
            "a2 RETIRED 4/0",
            "a1 DESTROYED 4/0",
            "b1 ACTIVE 1/0",
            "c1 PENDING 0/1",
            "d1 ACTIVE 1/2"),
        list(Optional.empty(), Optional.empty(), true));
  }

  @Test
  void goesByTheOwnerOfEachGeneration() {
    assertEquals(
        List.of("a4 ACTIVE 4/0", "b1 ACTIVE 1/0"),
        list(Optional.empty(), Optional.of("treasury"), false));
    assertEquals(List.of(), list(Optional.empty(), Optional.of("old"), false));
    assertEquals(
        List.of("a2 RETIRED 4/0", "a1 DESTROYED 4/0"),
        list(Optional.empty(), Optional.of("old"), true));
  }

  @Test
  void goesOnWhereAPageEnded() {
    List<String> all = list(Optional.empty(), Optional.empty(), true);
    List<String> found = new ArrayList<>();
    String keyId = "";
    int generation = 0;
    for (int page = 0; page < all.size(); page++) {
      List<InventoryRow> rows =
          inventory.list(
              new InventoryFilter(Optional.empty(), Optional.empty(), true, keyId, generation, 1));
      assertEquals(1, rows.size());
      found.add(text(rows.get(0)));
      keyId = rows.get(0).generation().keyId();
      generation = rows.get(0).generation().generation();
    }
    assertEquals(all, found);
  }
}
