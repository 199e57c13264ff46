package org.tagma.persistence.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.Durable;
import org.tagma.persistence.TestDatabase;

class AttemptRepositoryTest {
  @TempDir Path folder;
  private TestDatabase database;
  private AttemptRepository attempts;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder.resolve("database"));
    attempts = new AttemptRepository(database.database());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void remembersTheHighestAttempt() {
    assertEquals(OptionalInt.empty(), attempts.highest("keeper-1", "op"));
    assertEquals(Admission.ADMITTED, admit("keeper-1", "digest", 2).await());
    assertEquals(Admission.ADMITTED, admit("keeper-1", "digest", 1).await());
    assertEquals(OptionalInt.of(2), attempts.highest("keeper-1", "op"));
  }

  @Test
  void refusesAnotherRequestUnderTheSameOperation() {
    Durable<Admission> first = admit("keeper-1", "digest", 1);
    Durable<Admission> changed = admit("keeper-1", "changed", 2);
    assertEquals(Admission.ADMITTED, first.await());
    assertEquals(Admission.ANOTHER_REQUEST, changed.await());
    assertEquals(OptionalInt.of(1), attempts.highest("keeper-1", "op"));
  }

  @Test
  void keepsCoordinatorsApart() {
    assertEquals(Admission.ADMITTED, admit("keeper-1", "digest", 1).await());
    assertEquals(Admission.ADMITTED, admit("keeper-2", "other", 1).await());
  }

  @Test
  void refusesMoreAttemptsThanAllowed() {
    assertEquals(Admission.ADMITTED, admit("keeper-1", "digest", 4).await());
    assertEquals(Admission.TOO_MANY_ATTEMPTS, admit("keeper-1", "digest", 5).await());
    assertEquals(OptionalInt.of(4), attempts.highest("keeper-1", "op"));
  }

  @Test
  void forgetsAttemptsWhoseTimeIsOver() {
    admit("keeper-1", "digest", 1).await();
    new SessionRepository(database.database()).forget(1000).await();
    assertEquals(OptionalInt.of(1), attempts.highest("keeper-1", "op"));
    new SessionRepository(database.database()).forget(1001).await();
    assertEquals(OptionalInt.empty(), attempts.highest("keeper-1", "op"));
  }

  private Durable<Admission> admit(String coordinator, String digest, int attempt) {
    return attempts.admit(new AttemptClaim(coordinator, "op", digest, attempt, 4, 1000));
  }
}
