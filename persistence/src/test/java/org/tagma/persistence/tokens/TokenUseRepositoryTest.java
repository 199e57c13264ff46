package org.tagma.persistence.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.Durable;
import org.tagma.persistence.TestDatabase;

class TokenUseRepositoryTest {
  @TempDir Path folder;
  private TestDatabase database;
  private TokenUseRepository tokens;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder.resolve("database"));
    tokens = new TokenUseRepository(database.database());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static TokenUse use(String token, String coordinator, String operationId) {
    return new TokenUse(token, coordinator, operationId, 1_000);
  }

  private boolean used(String token, String coordinator, String operationId) {
    return tokens.use(use(token, coordinator, operationId)).await();
  }

  @Test
  void aTokenServesOneOperationAsOftenAsItAsks() {
    assertTrue(used("a", "keeper-1", "x"));
    assertTrue(used("a", "keeper-1", "x"));
    assertTrue(used("b", "keeper-1", "y"));
  }

  @Test
  void aTokenServesNoOtherOperation() {
    assertTrue(used("a", "keeper-1", "x"));
    assertFalse(used("a", "keeper-1", "y"));
    assertFalse(used("a", "keeper-2", "x"), "the id is the coordinator's choice");
    assertTrue(used("a", "keeper-1", "x"));
  }

  @Test
  void oneOfManyOperationsGetsAToken() {
    List<Durable<Boolean>> all =
        IntStream.range(0, 20)
            .mapToObj(i -> tokens.use(use("a", "keeper-1", "operation-" + i)))
            .toList();
    assertEquals(1, all.stream().map(Durable::await).filter(taken -> taken).count());
  }

  @Test
  void remembersAcrossRestarts() {
    assertTrue(used("a", "keeper-1", "x"));
    close();
    open();
    assertFalse(used("a", "keeper-1", "y"));
    assertTrue(used("a", "keeper-1", "x"));
  }

  @Test
  void forgetsWhatHasExpired() {
    assertTrue(used("a", "keeper-1", "x"));
    assertEquals(0, tokens.forget(1_000).await());
    assertFalse(used("a", "keeper-1", "y"));
    assertEquals(1, tokens.forget(1_001).await());
    assertTrue(used("a", "keeper-1", "y"));
  }
}
