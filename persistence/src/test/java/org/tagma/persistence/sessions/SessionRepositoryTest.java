package org.tagma.persistence.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.Durable;
import org.tagma.persistence.TestDatabase;

class SessionRepositoryTest {
  @TempDir Path folder;
  private TestDatabase database;
  private SessionRepository sessions;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder.resolve("database"));
    sessions = new SessionRepository(database.database());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void opensASessionOnce() {
    Outbox first = new Outbox("s", 1, "inbox", "first");
    assertTrue(sessions.open(session("s", 100), first).await());
    assertFalse(sessions.open(session("s", 100), new Outbox("s", 1, "inbox", "other")).await());
    assertEquals(Optional.of(first), sessions.outbox("s", 1));
    StoredSession stored = sessions.find("s").orElseThrow();
    assertEquals(session("s", 100), stored.session());
    assertEquals(SessionState.OPEN, stored.state());
  }

  @Test
  void opensASessionOnceWhenManyTryAtOnce() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        String sid = "s" + i % 8;
        answers.add(callers.submit(() -> sessions.open(session(sid, 100)).await()));
      }
      int opened = 0;
      for (Future<Boolean> answer : answers) {
        opened += answer.get() ? 1 : 0;
      }
      assertEquals(8, opened);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void opensASessionOnceForTwoProcessesOnOneDatabase() {
    try (TestDatabase other = TestDatabase.open(folder.resolve("database"))) {
      SessionRepository others = new SessionRepository(other.database());
      List<Durable<Boolean>> here = new ArrayList<>();
      List<Durable<Boolean>> there = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        here.add(sessions.open(session("s" + i, 100)));
        there.add(others.open(session("s" + i, 100)));
      }
      for (int i = 0; i < 50; i++) {
        assertTrue(here.get(i).await() ^ there.get(i).await(), "session " + i);
      }
    }
  }

  @Test
  void opensNothingForAnAttemptThatIsRefused() {
    Outbox first = new Outbox("s", 1, "in", "first");
    assertEquals(
        Opening.OPENED,
        sessions.open(claim("digest", 1), session("s", 100), Optional.of(first)).await());
    assertEquals(
        Opening.KNOWN,
        sessions.open(claim("digest", 2), session("s", 100), Optional.of(first)).await());
    assertEquals(
        Opening.ANOTHER_REQUEST,
        sessions.open(claim("other", 2), session("t", 100), Optional.empty()).await());
    assertEquals(
        Opening.TOO_MANY_ATTEMPTS,
        sessions.open(claim("digest", 5), session("t", 100), Optional.empty()).await());
    assertEquals(Optional.empty(), sessions.find("t"));
    assertEquals(
        Opening.OPENED,
        sessions.open(claim("digest", 4), session("t", 100), Optional.empty()).await());
    assertEquals(
        OptionalInt.of(4), new AttemptRepository(database.database()).highest("keeper-1", "op"));
  }

  @Test
  void answersARoundOnce() {
    sessions.open(session("s", 100)).await();
    assertTrue(sessions.saveOutbox(new Outbox("s", 1, "in", "one")).await());
    assertFalse(sessions.saveOutbox(new Outbox("s", 1, "in", "two")).await());
    assertTrue(sessions.saveOutbox(new Outbox("s", 2, "in", "three")).await());
    assertEquals("one", sessions.outbox("s", 1).orElseThrow().body());
    assertEquals(Optional.empty(), sessions.outbox("s", 3));
    assertFalse(sessions.saveOutbox(new Outbox("unknown", 1, "in", "one")).await());
  }

  @Test
  void keepsLongAnswersToTheByte() {
    sessions.open(session("s", 100)).await();
    String body = "\u00e9\ud83d\ude00x".repeat(600_000);
    sessions.saveOutbox(new Outbox("s", 1, "in", body)).await();
    assertEquals(body, sessions.outbox("s", 1).orElseThrow().body());
  }

  @Test
  void consumesASessionOnce() {
    sessions.open(session("s", 100)).await();
    assertTrue(sessions.consume("s", new Outbox("s", 2, "in", "share")).await());
    assertFalse(sessions.consume("s", new Outbox("s", 3, "in", "again")).await());
    assertEquals(SessionState.CONSUMED, sessions.find("s").orElseThrow().state());
    assertEquals(Optional.empty(), sessions.outbox("s", 3));
    assertFalse(sessions.consume("unknown").await());
  }

  @Test
  void consumesASessionOnceWithinOneCommit() {
    Durable<Boolean> opened = sessions.open(session("s", 100), new Outbox("s", 1, "in", "one"));
    Durable<Boolean> answeredBefore = sessions.consume("s", new Outbox("s", 1, "in", "two"));
    Durable<Boolean> first = sessions.consume("s", new Outbox("s", 2, "in", "share"));
    Durable<Boolean> second = sessions.consume("s", new Outbox("s", 3, "in", "again"));
    Durable<Boolean> closed = sessions.close("s");
    Durable<Boolean> late = sessions.saveOutbox(new Outbox("s", 4, "in", "late"));
    assertTrue(opened.await());
    assertFalse(answeredBefore.await());
    assertTrue(first.await());
    assertFalse(second.await());
    assertTrue(closed.await());
    assertFalse(late.await());
    assertEquals(SessionState.CLOSED, sessions.find("s").orElseThrow().state());
  }

  @Test
  void neitherConsumesNorAnswersWhatIsClosed() {
    sessions.open(session("s", 100)).await();
    assertTrue(sessions.close("s").await());
    assertFalse(sessions.close("s").await());
    assertFalse(sessions.consume("s").await());
    assertFalse(sessions.saveOutbox(new Outbox("s", 1, "in", "late")).await());
  }

  @Test
  void refusesAnAnswerOfAnotherSession() {
    Outbox stranger = new Outbox("t", 1, "in", "x");
    assertThrows(IllegalArgumentException.class, () -> sessions.open(session("s", 100), stranger));
    assertThrows(IllegalArgumentException.class, () -> sessions.consume("s", stranger));
  }

  @Test
  void findsExpiredSessionsThatAreNotClosed() {
    sessions.open(session("late", 30)).await();
    sessions.open(session("consumed", 20)).await();
    sessions.consume("consumed").await();
    sessions.open(session("closed", 10)).await();
    sessions.close("closed").await();
    sessions.open(session("live", 100)).await();
    assertEquals(
        List.of("consumed", "late"),
        sessions.expired(100, 10).stream().map(StoredSession::sid).toList());
    assertEquals(
        List.of("consumed"), sessions.expired(100, 1).stream().map(StoredSession::sid).toList());
  }

  @Test
  void forgetsOnlyWhatIsClosedAndOld() {
    sessions.open(session("old", 10), new Outbox("old", 1, "in", "x")).await();
    sessions.close("old").await();
    sessions.open(session("owed", 10)).await();
    sessions.open(session("young", 100)).await();
    sessions.close("young").await();
    assertEquals(1, sessions.forget(50).await());
    assertEquals(Optional.empty(), sessions.find("old"));
    assertTrue(sessions.find("owed").isPresent());
    assertTrue(sessions.find("young").isPresent());
  }

  @Test
  void knowsAfterAKillThatASessionIsConsumed() {
    sessions.open(session("s", 100)).await();
    Outbox share = new Outbox("s", 2, "in", "share");
    sessions.consume("s", share).await();
    try (TestDatabase again = database.afterKill(folder.resolve("copy"))) {
      SessionRepository reopened = new SessionRepository(again.database());
      assertFalse(reopened.open(session("s", 100)).await());
      assertFalse(reopened.consume("s").await());
      assertEquals(Optional.of(share), reopened.outbox("s", 2));
    }
  }

  private static AttemptClaim claim(String digest, int attempt) {
    return new AttemptClaim("keeper-1", "op", digest, attempt, 4, 1000);
  }

  private static NewSession session(String sid, long notAfter) {
    return new NewSession(
        sid, Role.PARTICIPANT, "keeper-1", "op", 1, "FROST", "k", 1, notAfter, "{\"sid\":1}");
  }
}
