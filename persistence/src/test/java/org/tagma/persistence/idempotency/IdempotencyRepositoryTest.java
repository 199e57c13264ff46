package org.tagma.persistence.idempotency;

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

class IdempotencyRepositoryTest {
  private static final Standing CLAIMED = new Standing.Claimed();
  private static final Standing UNDER_WAY = new Standing.UnderWay();
  private static final RecordedAnswer ANSWER =
      new RecordedAnswer(200, "application/json", "{\"name\":\"τάγμα\"}");

  @TempDir Path folder;
  private TestDatabase database;
  private IdempotencyRepository requests;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder.resolve("database"));
    requests = new IdempotencyRepository(database.database());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void oneOfManyClaimsARequest() {
    List<Durable<Standing>> all =
        IntStream.range(0, 20).mapToObj(i -> requests.claim(claim("a", "p"))).toList();
    List<Standing> standings = all.stream().map(Durable::await).toList();
    assertEquals(1, standings.stream().filter(CLAIMED::equals).count());
    assertEquals(19, standings.stream().filter(UNDER_WAY::equals).count());
  }

  @Test
  void givesTheSameAnswerAgain() {
    requests.claim(claim("a", "p")).await();
    assertTrue(requests.answer(claim("a", "p"), ANSWER).await());
    assertEquals(new Standing.Answered(ANSWER), requests.claim(claim("a", "p")).await());
    assertEquals(new Standing.Answered(ANSWER), requests.claim(claim("a", "q")).await());
  }

  @Test
  void anAnswerStays() {
    requests.claim(claim("a", "p")).await();
    requests.answer(claim("a", "p"), ANSWER).await();
    RecordedAnswer other = new RecordedAnswer(200, "application/json", "{}");
    assertFalse(requests.answer(claim("a", "p"), other).await());
    assertFalse(requests.release(claim("a", "p")).await());
    assertEquals(new Standing.Answered(ANSWER), requests.claim(claim("a", "p")).await());
  }

  @Test
  void anotherBodyIsAnotherRequest() {
    requests.claim(claim("a", "p")).await();
    assertEquals(new Standing.OtherRequest(), requests.claim(claim("b", "p")).await());
    requests.answer(claim("a", "p"), ANSWER).await();
    assertEquals(new Standing.OtherRequest(), requests.claim(claim("b", "p")).await());
  }

  @Test
  void whatWasGivenBackCanBeClaimedAgain() {
    requests.claim(claim("a", "p")).await();
    assertTrue(requests.release(claim("a", "p")).await());
    assertEquals(CLAIMED, requests.claim(claim("b", "p")).await());
  }

  @Test
  void whatAnotherProcessLeftIsTakenOver() {
    requests.claim(claim("a", "p")).await();
    assertEquals(CLAIMED, requests.claim(claim("a", "q")).await());
    assertFalse(requests.answer(claim("a", "p"), ANSWER).await(), "p has lost it");
    assertTrue(requests.answer(claim("a", "q"), ANSWER).await());
  }

  @Test
  void forgetsWhatIsOver() {
    requests.claim(claim("a", "p")).await();
    assertEquals(0, requests.forget(1_000).await());
    assertEquals(1, requests.forget(1_001).await());
    assertEquals(CLAIMED, requests.claim(claim("b", "p")).await());
  }

  private static Claim claim(String digest, String process) {
    return new Claim("scope", digest, process, 1_000);
  }
}
