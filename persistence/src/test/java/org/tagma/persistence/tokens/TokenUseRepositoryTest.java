package org.tagma.persistence.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    return new TokenUse(token, coordinator, operationId, "seen", 1_000);
  }

  /** By a coordinator that has not seen the token. */
  private static TokenUse guess(String token, String coordinator, String operationId) {
    return new TokenUse(token, coordinator, operationId, "guessed", 1_000);
  }

  private TokenVerdict verdict(TokenUse use) {
    return tokens.use(use, said -> said.proof().equals("seen")).await();
  }

  private boolean used(String token, String coordinator, String operationId) {
    return verdict(use(token, coordinator, operationId)).earlier().isEmpty();
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
    List<Durable<TokenVerdict>> all =
        IntStream.range(0, 20)
            .mapToObj(i -> tokens.use(use("a", "keeper-1", "operation-" + i), said -> true))
            .toList();
    assertEquals(1, all.stream().map(Durable::await).filter(v -> v.earlier().isEmpty()).count());
  }

  @Test
  void theFirstUseThatIsFoundedCounts() {
    assertTrue(tokens.note(use("a", "keeper-3", "x")).await());
    assertTrue(tokens.note(use("a", "keeper-2", "y")).await());
    assertEquals(
        Optional.of(use("a", "keeper-3", "x")), verdict(use("a", "keeper-2", "y")).earlier());
    assertEquals(
        Optional.of(use("a", "keeper-3", "x")), verdict(use("a", "keeper-1", "z")).earlier());
    assertTrue(used("a", "keeper-3", "x"));
  }

  @Test
  void aUseThatIsNotFoundedTakesNobodysPlaceAndIsToldOnce() {
    assertTrue(tokens.note(guess("a", "keeper-2", "y")).await());
    assertTrue(tokens.note(use("a", "keeper-3", "x")).await());
    List<TokenUse> guessed = List.of(guess("a", "keeper-2", "y"));
    assertEquals(new TokenVerdict(Optional.empty(), guessed), verdict(use("a", "keeper-3", "x")));
    assertEquals(new TokenVerdict(Optional.empty(), List.of()), verdict(use("a", "keeper-3", "x")));
    assertTrue(tokens.note(guess("b", "keeper-2", "y")).await());
    assertEquals(
        new TokenVerdict(Optional.empty(), List.of(guess("b", "keeper-2", "y"))),
        verdict(use("b", "keeper-2", "z")),
        "its own neither");
    assertFalse(used("b", "keeper-2", "y"));
  }

  @Test
  void aUseThatIsNotFoundedComesTooLateOnceTheTokenWasSeen() {
    assertTrue(used("a", "keeper-1", "x"));
    assertTrue(tokens.note(guess("a", "keeper-2", "y")).await());
    assertEquals(
        new TokenVerdict(Optional.of(use("a", "keeper-1", "x")), List.of()),
        tokens.use(use("a", "keeper-2", "y"), said -> false).await(),
        "another token of this name is the issuer's fault, and nobody else's");
    assertTrue(used("a", "keeper-1", "x"));
  }

  @Test
  void aKeeperSaysOnceWhatItUsesATokenFor() {
    assertTrue(tokens.note(use("a", "keeper-2", "x")).await());
    assertFalse(tokens.note(use("a", "keeper-2", "y")).await());
    assertEquals(
        Optional.of(use("a", "keeper-2", "x")), verdict(use("a", "keeper-2", "y")).earlier());
  }

  @Test
  void countsWhatKeepersSayOfTokensThatNobodyHasShownHere() {
    assertEquals(Map.of(), tokens.noted());
    tokens.note(use("a", "keeper-2", "x")).await();
    tokens.note(use("b", "keeper-2", "x")).await();
    tokens.note(use("a", "keeper-3", "x")).await();
    assertEquals(Map.of("keeper-2", 2L, "keeper-3", 1L), tokens.noted());
    assertTrue(used("a", "keeper-2", "x"));
    assertEquals(Map.of("keeper-2", 1L, "keeper-3", 1L), tokens.noted());
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
