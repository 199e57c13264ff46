package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.audit.AuditFilter;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.idempotency.IdempotencyRepository;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.audit.RecordSigner;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.identity.KeeperIdentity;

class IdempotentRequestsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String KEY = "order-7";

  @TempDir Path folder;

  private final AtomicInteger done = new AtomicInteger();
  private TestDatabase database;
  private AuditRepository records;
  private AuditTrail trail;
  private IdempotentRequests requests;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder.resolve("database"));
    records = new AuditRepository(database.database());
    trail =
        new AuditTrail(records, RecordSigner.of(KeeperIdentity.generate(1, new SecureRandom()), 1));
    requests = process();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theSameRequestIsDoneOnceAndAnsweredTwice() throws Exception {
    GivenAnswer first = requests.once("sign", request("alice", "body"), KEY, this::work);
    GivenAnswer second = requests.once("sign", request("alice", "body"), KEY, this::work);
    assertEquals(first, second);
    assertEquals(1, done.get());
    assertEquals(1, audited("sign.again"));
  }

  @Test
  void anotherBodyUnderTheSameKeyIsRefused() throws Exception {
    requests.once("sign", request("alice", "body"), KEY, this::work);
    OperationFailed refused =
        assertThrows(
            OperationFailed.class,
            () -> requests.once("sign", request("alice", "other"), KEY, this::work));
    assertEquals(ErrorType.UNSUPPORTED, refused.type());
    assertEquals(422, refused.type().status());
    assertEquals(1, done.get());
  }

  @Test
  void eachCallerAndEachKeyIsOnItsOwn() throws Exception {
    requests.once("sign", request("alice", "body"), KEY, this::work);
    requests.once("sign", request("bob", "body"), KEY, this::work);
    requests.once("sign", request("alice", "body"), "order-8", this::work);
    assertEquals(3, done.get());
  }

  @Test
  void whatMayPassIsTriedAgain() throws Exception {
    OperationFailed dead =
        new OperationFailed(ErrorType.NOT_ENOUGH_HEALTHY_CLIENTS, "two are dead");
    OperationFailed thrown =
        assertThrows(
            OperationFailed.class,
            () ->
                requests.once(
                    "sign",
                    request("alice", "body"),
                    KEY,
                    () -> {
                      throw dead;
                    }));
    assertSame(dead, thrown);
    assertEquals(200, requests.once("sign", request("alice", "body"), KEY, this::work).status());
    assertEquals(1, done.get());
  }

  @Test
  void aBugOfOursLeavesTheKeyFree() throws Exception {
    assertThrows(
        IllegalStateException.class,
        () ->
            requests.once(
                "sign",
                request("alice", "body"),
                KEY,
                () -> {
                  throw new IllegalStateException("a bug");
                }));
    requests.once("sign", request("alice", "body"), KEY, this::work);
    assertEquals(1, done.get());
  }

  @Test
  void aRepetitionMeanwhileIsToldToComeAgain() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<GivenAnswer> first =
          thread.submit(
              () ->
                  requests.once(
                      "sign",
                      request("alice", "body"),
                      KEY,
                      () -> {
                        begun.countDown();
                        await(end);
                        return work();
                      }));
      begun.await();
      OperationFailed meanwhile =
          assertThrows(
              OperationFailed.class,
              () -> requests.once("sign", request("alice", "body"), KEY, this::work));
      assertEquals(ErrorType.SESSION_ALREADY_EXISTS, meanwhile.type());
      assertEquals(OptionalInt.of(1), meanwhile.retryAfterSeconds());
      end.countDown();
      assertEquals(200, first.get().status());
      assertEquals(1, done.get());
    } finally {
      end.countDown();
      thread.shutdownNow();
    }
  }

  @Test
  void anAnswerOutlivesItsProcess() throws Exception {
    GivenAnswer first = requests.once("sign", request("alice", "body"), KEY, this::work);
    assertEquals(first, process().once("sign", request("alice", "body"), KEY, this::work));
    assertEquals(1, done.get());
  }

  @Test
  void withoutStorageNothingIsDone() {
    database.database().close();
    OperationFailed failed =
        assertThrows(
            OperationFailed.class,
            () -> requests.once("sign", request("alice", "body"), KEY, this::work));
    assertEquals(ErrorType.AUDIT_FAILED, failed.type());
    assertEquals(0, done.get());
  }

  private IdempotentRequests process() {
    return new IdempotentRequests(new IdempotencyRepository(database.database()), trail, () -> NOW);
  }

  private GivenAnswer work() {
    return new GivenAnswer(200, "application/json", "answer " + done.incrementAndGet());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long audited(String event) {
    return records.query(AuditFilter.EVERYTHING, Long.MAX_VALUE, 100).stream()
        .filter(row -> row.event().equals(event))
        .count();
  }

  private static RequestContext request(String subject, String body) {
    return new RequestContext(
        "op",
        new Caller(subject, Permissions.none()),
        "credential",
        "POST",
        "/v1/keeper/sign",
        "127.0.0.1",
        body.getBytes(StandardCharsets.UTF_8),
        MissingNode.getInstance());
  }
}
