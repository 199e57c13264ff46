package org.tagma.persistence.moduli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.keys.Activation;

class ModuliRepositoryTest {
  private static final byte[] MADE = {1, 2, 3};
  private static final byte[] OWN = {4, 5};

  @TempDir Path folder;
  private TestDatabase database;
  private ModuliRepository moduli;

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder.resolve("database"));
    moduli = new ModuliRepository(database.database());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static NewEpoch epoch(int number) {
    return new NewEpoch(number, "p112", "hash-" + number, "{}", OWN);
  }

  private void certify(int number) {
    assertTrue(moduli.keepMade("p112", MADE).await());
    assertTrue(moduli.storePending(epoch(number)).await());
  }

  @Test
  void keepsMadeModuliUntilAnEpochHasThem() {
    assertTrue(moduli.keepMade("p112", MADE).await());
    assertFalse(moduli.keepMade("p112", OWN).await());
    assertArrayEquals(MADE, moduli.made("p112").orElseThrow());
    assertEquals(Optional.empty(), moduli.made("p128"));

    assertTrue(moduli.storePending(epoch(1)).await());

    assertEquals(Optional.empty(), moduli.made("p112"));
    StoredEpoch stored = moduli.find(1).orElseThrow();
    assertEquals(EpochState.PENDING, stored.state());
    assertEquals("p112", stored.set());
    assertEquals("hash-1", stored.bundleHash());
    assertArrayEquals(OWN, stored.encryptedSecrets());
    assertEquals(Optional.empty(), moduli.active());
    assertEquals(1, moduli.highestEpoch());
  }

  @Test
  void certifiesAnEpochOnceAndNoneWithoutModuli() {
    assertFalse(moduli.storePending(epoch(1)).await());
    assertEquals(0, moduli.highestEpoch());
    certify(1);
    assertTrue(moduli.keepMade("p112", MADE).await());
    assertFalse(moduli.storePending(epoch(1)).await());
    assertArrayEquals(MADE, moduli.made("p112").orElseThrow());
  }

  @Test
  void theHighestCertifiedEpochIsActiveAndTheSecretsOfOthersAreErased() {
    certify(1);
    certify(2);
    certify(3);
    assertEquals(Activation.ACTIVE, moduli.activate(2, "{\"signed\":2}").await());
    assertEquals(Activation.ACTIVE, moduli.activate(2, "{}").await());
    assertEquals(Activation.MISSING, moduli.activate(4, "{}").await());
    StoredEpoch active = moduli.active().orElseThrow();
    assertEquals(2, active.epoch());
    assertEquals("{\"signed\":2}", active.certificate());
    assertEquals(EpochState.RETIRED, moduli.find(1).orElseThrow().state());
    assertEquals(0, moduli.find(1).orElseThrow().encryptedSecrets().length);
    assertEquals(EpochState.PENDING, moduli.find(3).orElseThrow().state());

    assertEquals(Activation.ACTIVE, moduli.activate(3, "{}").await());

    assertEquals(3, moduli.active().orElseThrow().epoch());
    assertEquals(0, moduli.find(2).orElseThrow().encryptedSecrets().length);
    assertEquals(Activation.SUPERSEDED, moduli.activate(1, "{}").await());
  }

  @Test
  void aCrashBeforeTheCommitLeavesTheMadeOnes() {
    assertTrue(moduli.keepMade("p112", MADE).await());
    try (TestDatabase after = database.afterKill(folder.resolve("copy"))) {
      ModuliRepository later = new ModuliRepository(after.database());
      assertArrayEquals(MADE, later.made("p112").orElseThrow());
      assertTrue(later.dropMade("p112").await());
      assertFalse(later.dropMade("p112").await());
    }
  }
}
