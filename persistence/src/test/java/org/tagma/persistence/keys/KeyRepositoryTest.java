package org.tagma.persistence.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.Durable;
import org.tagma.persistence.TestDatabase;

class KeyRepositoryTest {
  private static final byte[] SHARE = {1, 2, 3};

  @TempDir Path folder;
  private TestDatabase database;
  private KeyRepository keys;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder.resolve("database"));
    keys = new KeyRepository(database.database());
  }

  private static final OptionalLong NEVER = OptionalLong.empty();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void tellsWhenUsesEndInTheOrderOfTimePageByPage() {
    for (int key = 1; key <= 3; key++) {
      keys.storePending(ending("k" + key, 1, 40 - 10 * key, 100)).await();
      keys.activate("k" + key, 1, "{}").await();
    }
    keys.storePending(generation("for-ever", 1)).await();
    keys.activate("for-ever", 1, "{}").await();
    List<Expiry> first = keys.expiring(filter(Expiry.Use.APPLY, 0, 0, 2));
    assertEquals(List.of("k3@10", "k2@20"), first.stream().map(KeyRepositoryTest::text).toList());
    Expiry last = first.get(1);
    assertEquals(
        List.of("k1@30"),
        keys.expiring(filter(Expiry.Use.APPLY, last.notAfter(), last.row(), 2)).stream()
            .map(KeyRepositoryTest::text)
            .toList());
    List<Expiry> together = keys.expiring(filter(Expiry.Use.PROCESS, 0, 0, 2));
    assertEquals(2, together.size());
    List<Expiry> rest = keys.expiring(filter(Expiry.Use.PROCESS, 100, together.get(1).row(), 2));
    assertEquals(1, rest.size());
    assertFalse(together.stream().anyMatch(e -> e.keyId().equals(rest.get(0).keyId())));
  }

  @Test
  void tellsOnlyOfTheSpanAskedForAndOfGenerationsInUse() {
    keys.storePending(ending("k", 1, 10, 20)).await();
    assertEquals(List.of(), keys.expiring(filter(Expiry.Use.APPLY, 0, 0, 9)));
    keys.activate("k", 1, "{}").await();
    assertEquals(List.of(), keys.expiring(new ExpiryFilter(Expiry.Use.APPLY, 11, 99, 0, 0, 9)));
    assertEquals(List.of(), keys.expiring(new ExpiryFilter(Expiry.Use.APPLY, 0, 10, 0, 0, 9)));
    assertEquals(1, keys.expiring(new ExpiryFilter(Expiry.Use.APPLY, 10, 11, 0, 0, 9)).size());
    keys.storePending(generation("k", 2)).await();
    keys.activate("k", 2, "{}").await();
    assertEquals(List.of(), keys.expiring(filter(Expiry.Use.APPLY, 0, 0, 9)));
    assertEquals(
        List.of("k@20"),
        keys.expiring(filter(Expiry.Use.PROCESS, 0, 0, 9)).stream()
            .map(KeyRepositoryTest::text)
            .toList());
    keys.erase("k", 1).await();
    assertEquals(List.of(), keys.expiring(filter(Expiry.Use.PROCESS, 0, 0, 9)));
  }

  private static ExpiryFilter filter(Expiry.Use use, long after, long row, int limit) {
    return new ExpiryFilter(use, 0, Long.MAX_VALUE, after, row, limit);
  }

  private static String text(Expiry expiry) {
    return expiry.keyId() + "@" + expiry.notAfter();
  }

  private static NewGeneration ending(String keyId, int generation, long apply, long process) {
    return new NewGeneration(
        keyId,
        "SECP256K1",
        "SIGN",
        generation,
        "sid-" + keyId + "-" + generation,
        "{}",
        "hash-" + generation,
        SHARE,
        OptionalLong.of(apply),
        OptionalLong.of(process));
  }

  @Test
  void keepsAPendingGenerationOutOfUse() {
    assertEquals(Storing.STORED, keys.storePending(generation("k", 1)).await());
    assertEquals(Optional.empty(), keys.active("k"));
    StoredGeneration stored = keys.find("k", 1).orElseThrow();
    assertEquals(GenerationState.PENDING, stored.state());
    assertEquals("SECP256K1", stored.curve());
    assertEquals("SIGN", stored.usage());
    assertEquals("sid-k-1", stored.sid());
    assertEquals("hash-1", stored.certHash());
    assertArrayEquals(SHARE, stored.encryptedShare());
    assertEquals(1, keys.highestGeneration("k"));
  }

  @Test
  void certifiesAGenerationOnlyOnce() {
    keys.storePending(generation("k", 1)).await();
    NewGeneration second =
        new NewGeneration(
            "k", "SECP256K1", "SIGN", 1, "other", "{\"x\":2}", "other", SHARE, NEVER, NEVER);
    assertEquals(Storing.ALREADY_CERTIFIED, keys.storePending(second).await());
    assertEquals("sid-k-1", keys.find("k", 1).orElseThrow().sid());
    keys.activate("k", 1, "{}").await();
    assertEquals(Storing.ALREADY_CERTIFIED, keys.storePending(second).await());
  }

  @Test
  void certifiesAGenerationOnlyOnceWhenManyTryAtOnce() {
    List<Durable<Storing>> all =
        IntStream.range(0, 50).mapToObj(i -> keys.storePending(generation("k", 1))).toList();
    assertEquals(1, all.stream().filter(one -> one.await() == Storing.STORED).count());
  }

  @Test
  void refusesAnotherCurveOrUsageUnderTheSameName() {
    keys.storePending(generation("k", 1)).await();
    assertEquals(
        Storing.ANOTHER_KEY,
        keys.storePending(
                new NewGeneration("k", "P256", "SIGN", 2, "s", "{}", "h", SHARE, NEVER, NEVER))
            .await());
    assertEquals(
        Storing.ANOTHER_KEY,
        keys.storePending(
                new NewGeneration(
                    "k", "SECP256K1", "DECRYPT", 2, "s", "{}", "h", SHARE, NEVER, NEVER))
            .await());
    assertEquals(1, keys.highestGeneration("k"));
  }

  @Test
  void activatesTheHighestAndRetiresTheOneBefore() {
    store(1, 2);
    assertEquals(Activation.ACTIVE, keys.activate("k", 1, "{\"all\":1}").await());
    assertEquals("{\"all\":1}", keys.active("k").orElseThrow().certificate());
    assertEquals(Activation.ACTIVE, keys.activate("k", 2, "{\"all\":2}").await());
    assertEquals(2, keys.active("k").orElseThrow().generation());
    assertEquals(GenerationState.RETIRED, keys.find("k", 1).orElseThrow().state());
  }

  @Test
  void aKeeperThatIsNoHolderAnyMoreKnowsTheGenerationAndHoldsNothingOfIt() {
    store(1);
    keys.activate("k", 1, "{}").await();
    NewGeneration second =
        new NewGeneration(
            "k", "SECP256K1", "SIGN", 2, "s", "{\"x\":2}", "h", new byte[0], NEVER, NEVER);
    assertEquals(Activation.ACTIVE, keys.adopt(second).await());
    StoredGeneration active = keys.active("k").orElseThrow();
    assertEquals(2, active.generation());
    assertEquals("{\"x\":2}", active.certificate());
    assertEquals(0, active.encryptedShare().length);
    assertEquals(GenerationState.RETIRED, keys.find("k", 1).orElseThrow().state());
  }

  @Test
  void aShareComesBackWhereItWasLost() {
    NewGeneration lost = generation("k", 3);
    assertEquals(Activation.ACTIVE, keys.adopt(lost).await());
    assertArrayEquals(SHARE, keys.active("k").orElseThrow().encryptedShare());
    byte[] other = {9};
    NewGeneration damaged =
        new NewGeneration(
            "k",
            "SECP256K1",
            "SIGN",
            3,
            lost.sid(),
            lost.certificate(),
            lost.certHash(),
            other,
            NEVER,
            NEVER);
    assertEquals(Activation.ACTIVE, keys.adopt(damaged).await());
    assertArrayEquals(other, keys.active("k").orElseThrow().encryptedShare());
    NewGeneration another =
        new NewGeneration("k", "SECP256K1", "SIGN", 3, "s", "{}", "another", SHARE, NEVER, NEVER);
    assertEquals(Activation.MISSING, keys.adopt(another).await());
    assertArrayEquals(other, keys.active("k").orElseThrow().encryptedShare());
  }

  @Test
  void neverGoesBackToALowerGeneration() {
    store(1, 2);
    keys.activate("k", 2, "{}").await();
    assertEquals(Activation.SUPERSEDED, keys.activate("k", 1, "{\"late\":1}").await());
    assertEquals(2, keys.active("k").orElseThrow().generation());
    StoredGeneration late = keys.find("k", 1).orElseThrow();
    assertEquals(GenerationState.RETIRED, late.state());
    assertEquals("{\"late\":1}", late.certificate());
  }

  @Test
  void activatesAgainWithoutEffect() {
    store(1, 2);
    keys.activate("k", 1, "{\"first\":1}").await();
    assertEquals(Activation.ACTIVE, keys.activate("k", 1, "{\"again\":1}").await());
    assertEquals("{\"first\":1}", keys.active("k").orElseThrow().certificate());
    keys.activate("k", 2, "{}").await();
    assertEquals(Activation.SUPERSEDED, keys.activate("k", 1, "{}").await());
    assertEquals(Activation.MISSING, keys.activate("k", 3, "{}").await());
    assertEquals(Activation.MISSING, keys.activate("unknown", 1, "{}").await());
  }

  @Test
  void activatesWhatWasStoredInTheSameCommit() {
    Durable<Storing> stored = keys.storePending(generation("k", 1));
    Durable<Activation> first = keys.activate("k", 1, "{}");
    Durable<Storing> next = keys.storePending(generation("k", 2));
    Durable<Activation> second = keys.activate("k", 2, "{}");
    assertEquals(Storing.STORED, stored.await());
    assertEquals(Activation.ACTIVE, first.await());
    assertEquals(Storing.STORED, next.await());
    assertEquals(Activation.ACTIVE, second.await());
    assertEquals(2, keys.active("k").orElseThrow().generation());
  }

  @Test
  void condemnsOnlyWhatNobodyNeeds() {
    store(1, 2, 3, 4);
    for (int generation = 1; generation <= 3; generation++) {
      keys.activate("k", generation, "{}").await();
    }
    for (int generation : List.of(2, 3, 4, 9)) {
      assertTrue(keys.isNeeded("k", generation));
      assertFalse(keys.condemn("k", generation).await());
    }
    assertFalse(keys.isNeeded("k", 1));
    assertTrue(keys.condemn("k", 1).await());
    assertTrue(keys.condemn("k", 1).await(), "it may be said again");
    assertFalse(keys.condemn("other", 1).await());
    StoredGeneration condemned = keys.find("k", 1).orElseThrow();
    assertTrue(condemned.condemned());
    assertEquals(GenerationState.RETIRED, condemned.state());
    assertArrayEquals(SHARE, condemned.encryptedShare());
    assertFalse(keys.find("k", 2).orElseThrow().condemned());
  }

  /** A generation whose share a refresh has erased was the one before all the same. */
  @Test
  void theGenerationBeforeTheActiveOneIsNeededThoughItsShareIsErased() {
    store(1, 2, 3);
    for (int generation = 1; generation <= 3; generation++) {
      keys.activate("k", generation, "{}").await();
    }
    keys.erase("k", 2).await();
    assertTrue(keys.isNeeded("k", 2));
    assertFalse(keys.isNeeded("k", 1));
  }

  @Test
  void aDestroyedGenerationNeverComesBack() {
    store(1, 2);
    keys.activate("k", 1, "{}").await();
    assertFalse(keys.destroy("k", 1, "hash-1", "{}").await(), "it is active here");
    keys.activate("k", 2, "{}").await();
    assertFalse(keys.destroy("k", 1, "another", "{}").await());
    assertTrue(keys.destroy("k", 1, "hash-1", "{}").await());
    StoredGeneration destroyed = keys.find("k", 1).orElseThrow();
    assertEquals(GenerationState.DESTROYED, destroyed.state());
    assertTrue(destroyed.condemned());
    assertEquals(0, destroyed.encryptedShare().length);
    assertEquals(Activation.MISSING, keys.activate("k", 1, "{}").await());
    assertEquals(Activation.MISSING, keys.adopt(generation("k", 1)).await());
    assertEquals(Storing.ALREADY_CERTIFIED, keys.storePending(generation("k", 1)).await());
    assertEquals(0, keys.find("k", 1).orElseThrow().encryptedShare().length);
  }

  @Test
  void aGenerationThatIsUnknownHereNeverComesOnceItIsOver() {
    assertTrue(keys.destroy("k", 1, "hash-1", "{}").await());
    assertEquals(Storing.ALREADY_CERTIFIED, keys.storePending(generation("k", 1)).await());
    assertEquals(Activation.MISSING, keys.adopt(generation("k", 1)).await());
    assertEquals(Optional.empty(), keys.find("k", 1));
    assertEquals(List.of(), keys.list("", 10));
  }

  @Test
  void keepsWhoHasConfirmedTheEndOfAGeneration() {
    DestructionRepository destructions = new DestructionRepository(database.database());
    keys.destroy("k", 1, "hash-1", "{\"over\":1}").await();
    keys.destroy("k", 1, "hash-1", "{\"over\":2}").await();
    assertTrue(destructions.confirm("k", 1, 2, "two").await());
    assertFalse(destructions.confirm("k", 1, 2, "again").await());
    assertFalse(destructions.confirm("k", 2, 2, "of nothing").await());
    StoredDestruction known = destructions.find("k", 1).orElseThrow();
    assertEquals("{\"over\":1}", known.proof());
    assertEquals(Map.of(2, "two"), known.receipts());
    assertEquals(List.of(known), destructions.unsettled(10));
    assertTrue(destructions.settle("k", 1).await());
    assertEquals(List.of(), destructions.unsettled(10));
    assertEquals(Optional.empty(), destructions.find("k", 2));
  }

  @Test
  void listsKeysPageByPage() {
    List.of("c", "a", "b").forEach(name -> keys.storePending(generation(name, 1)).await());
    keys.activate("b", 1, "{}").await();
    keys.storePending(generation("b", 2)).await();
    assertEquals(List.of("a", "b"), keys.list("", 2).stream().map(StoredKey::keyId).toList());
    assertEquals(List.of("c"), keys.list("b", 2).stream().map(StoredKey::keyId).toList());
    StoredKey b = keys.list("a", 1).get(0);
    assertEquals(1, b.activeGeneration());
    assertEquals(2, b.highestGeneration());
  }

  @Test
  void knowsAfterAKillWhatItPromised() {
    store(1);
    keys.activate("k", 1, "{\"all\":1}").await();
    try (TestDatabase again = database.afterKill(folder.resolve("copy"))) {
      KeyRepository reopened = new KeyRepository(again.database());
      assertEquals("{\"all\":1}", reopened.active("k").orElseThrow().certificate());
      assertEquals(Storing.ALREADY_CERTIFIED, reopened.storePending(generation("k", 1)).await());
      assertEquals(Storing.STORED, reopened.storePending(generation("k", 2)).await());
    }
  }

  private void store(int... generations) {
    for (int generation : generations) {
      keys.storePending(generation("k", generation)).await();
    }
  }

  private static NewGeneration generation(String keyId, int generation) {
    return new NewGeneration(
        keyId,
        "SECP256K1",
        "SIGN",
        generation,
        "sid-" + keyId + "-" + generation,
        "{\"generation\":" + generation + "}",
        "hash-" + generation,
        SHARE,
        NEVER,
        NEVER);
  }
}
