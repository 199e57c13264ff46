package org.tagma.protocols.moduli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.moduli.ModuliRepository;
import org.tagma.protocols.keeper.Keeper2;
import org.tagma.protocols.keeper.KeeperFixture;
import org.tagma.protocols.keeper.Seal;
import org.tagma.protocols.keeper.ShareEncryption;
import org.tagma.threshold.auxiliary.AuxAttestation;
import org.tagma.threshold.auxiliary.AuxSetup;
import org.tagma.threshold.auxiliary.ModuliSource;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.moduli.AuxParameters;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.run.KeyVault;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.SessionJournal;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.testkit.TestModuli;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.SessionPreimage;

/** The moduli of keeper 2 on a database of its own. */
class StoredModuliTest {
  private static final ParameterSet SET = TestModuli.SET;

  @TempDir Path folder;

  private final SimulatedCluster cluster =
      new SimulatedCluster(43, 2, 3, List.of(new AuxSetup(ModuliSource.NONE)));
  private Keeper2 keeper;
  private TestDatabase database;
  private Seal seal;

  @BeforeEach
  void open() throws Exception {
    database = TestDatabase.open(folder.resolve("database"));
    keeper = new Keeper2(cluster.cluster(), folder.resolve("key"));
    seal = keeper.seal(true);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Those of a keeper that has just been started. */
  private StoredModuli moduli() {
    return new StoredModuli(
        new ModuliRepository(database.database()),
        new ShareEncryption(seal),
        cluster.cluster().keyRing(),
        keeper);
  }

  private static AuxBundle bundle() {
    SortedMap<Integer, AuxParameters> parameters = new TreeMap<>();
    for (int number = 1; number <= 3; number++) {
      parameters.put(number, TestModuli.of(number).parameters());
    }
    return new AuxBundle(SET, parameters);
  }

  private AuxCertificate certificate(int epoch, Integer... signers) throws DecodingException {
    Operation operation =
        cluster.operation(
            new AuxSetup(ModuliSource.NONE),
            AuxSetup.suite(SET),
            AuxSetup.KEY_ID,
            Optional.empty(),
            AuxSetup.request(SET),
            120_000);
    SessionPreimage session =
        SessionPreimage.fromJson(
            StagedSession.preimage(cluster, operation, 1, List.of(1, 2, 3), 1)
                .toJson()
                .set("generation", IntNode.valueOf(epoch)));
    AuxBundle bundle = bundle();
    return new AuxCertificate(
        bundle,
        List.of(signers).stream()
            .map(
                number ->
                    Envelope.sign(
                            cluster.keeper(number).identity(),
                            session,
                            session.sid(),
                            AuxCertificate.ROUND,
                            "aux.certify",
                            bundle.hash(),
                            new AuxAttestation(bundle.hash()).toBody())
                        .signed()
                        .compact())
            .toList());
  }

  private void make(StoredModuli moduli) throws Exception {
    try (AuxSecrets secrets = TestModuli.of(2)) {
      assertTrue(moduli.keepMade(secrets, SET).await());
    }
  }

  private void keepPending(int epoch) throws Exception {
    StoredModuli moduli = moduli();
    make(moduli);
    try (AuxSecrets taken = moduli.take(2, SET, new SecureRandom())) {
      assertTrue(moduli.keepPending(epoch, taken, bundle()).await());
    }
  }

  @Test
  void whatWasMadeIsTakenUntilAnEpochHasIt() throws Exception {
    StoredModuli moduli = moduli();
    assertEquals(Optional.of(RefusalReason.BUSY), moduli.objection(SET));
    assertEquals(Optional.of(RefusalReason.POLICY), moduli.objection(ParameterSet.P128));
    make(moduli);
    assertEquals(Optional.empty(), moduli.objection(SET));
    try (AuxSecrets other = TestModuli.of(3)) {
      assertFalse(moduli.keepMade(other, SET).await());
    }
    for (int failed = 0; failed < 2; failed++) {
      try (AuxSecrets taken = moduli().take(2, SET, new SecureRandom())) {
        assertEquals(TestModuli.of(2).parameters(), taken.parameters());
      }
    }
    try (AuxSecrets taken = moduli.take(2, SET, new SecureRandom())) {
      assertTrue(moduli.keepPending(1, taken, bundle()).await());
      assertFalse(moduli.keepPending(2, taken, bundle()).await());
    }
    assertEquals(Optional.of(RefusalReason.BUSY), moduli.objection(SET));
    assertThrows(IllegalStateException.class, () -> moduli.take(2, SET, new SecureRandom()));
  }

  @Test
  void aCertifiedEpochIsInUseAcrossRestartsAndOneThatIsNotIsWaitedFor() throws Exception {
    keepPending(1);
    assertEquals(Optional.empty(), moduli().active());
    assertEquals(1, moduli().pending());
    assertEquals(1, moduli().highestEpoch());
    StoredModuli running = moduli();
    assertEquals(Optional.empty(), running.active());

    running.activate(certificate(1, 1, 2, 3)).await();

    assertEquals(0, running.pending());
    for (StoredModuli moduli : List.of(running, moduli())) {
      AuxCertificate active = moduli.active().orElseThrow();
      assertEquals(1, active.epoch());
      assertSame(active, moduli.active().orElseThrow(), "its tables are kept");
      assertEquals(Optional.of(active), moduli.certificate(1));
      try (AuxSecrets own = moduli.secrets(active.bundle()).orElseThrow()) {
        assertEquals(active.bundle().of(2), own.parameters());
      }
    }
  }

  @Test
  void aCertificateThatSomebodyBringsHasToProveItself() throws Exception {
    keepPending(1);
    StoredModuli moduli = moduli();
    AuxCertificate short1 = certificate(1, 1, 2);
    assertThrows(DecodingException.class, () -> moduli.take(short1));
    assertFalse(moduli.take(certificate(2, 1, 2, 3)), "nobody waits for it");
    assertEquals(Optional.empty(), moduli.active());
    assertTrue(moduli.take(certificate(1, 1, 2, 3)));
    assertEquals(1, moduli.active().orElseThrow().epoch());
  }

  @Test
  void anotherSizeThanTheConfiguredOneDoesNotCount() throws Exception {
    keepPending(1);
    moduli().activate(certificate(1, 1, 2, 3)).await();
    keeper.moduli = Optional.of(ParameterSet.P128);
    assertEquals(Optional.empty(), moduli().active());
    keeper.moduli = Optional.empty();
    assertEquals(Optional.empty(), moduli().active());
    assertEquals(Optional.of(RefusalReason.POLICY), moduli().objection(SET));
  }

  @Test
  void aSealedKeeperSaysThatItIsSealed() throws Exception {
    keepPending(1);
    moduli().activate(certificate(1, 1, 2, 3)).await();
    StoredModuli moduli = moduli();
    make(moduli);
    AuxBundle bundle = moduli.active().orElseThrow().bundle();
    seal.seal();
    assertThrows(KeyVault.Sealed.class, () -> moduli.secrets(bundle));
    assertThrows(
        SessionJournal.SealedMeanwhile.class, () -> moduli.take(2, SET, new SecureRandom()));
  }

  @Test
  void whatIsStoredDamagedIsNotUsed() throws Exception {
    keepPending(1);
    moduli().activate(certificate(1, 1, 2, 3)).await();
    AuxBundle bundle = moduli().active().orElseThrow().bundle();
    damage("encrypted_secrets", new byte[60]);
    assertEquals(Optional.empty(), moduli().secrets(bundle));
    damage("certificate", "{}");
    assertEquals(Optional.empty(), moduli().active());
  }

  private void damage(String column, Object value) throws SQLException {
    try (Connection connection = database.source().getConnection();
        PreparedStatement update =
            connection.prepareStatement("UPDATE aux_epoch SET " + column + " = ?")) {
      update.setObject(1, value);
      assertEquals(1, update.executeUpdate());
    }
  }

  @Test
  void makesModuliInTheBackgroundAndStoresThemEncrypted() throws Exception {
    StoredModuli moduli = moduli();
    ModuliMaker maker = new ModuliMaker(keeper, moduli, seal, KeeperFixture.readiness(true, true));
    assertEquals(new ModuliStatus("p112", 0, 0), maker.status());
    assertTrue(maker.isNeeded());

    maker.make();

    assertEquals(new ModuliStatus("p112", 0, ModuliStatus.PRIMES), maker.status());
    assertFalse(maker.isNeeded());
    try (AuxSecrets made = moduli.take(2, SET, new SecureRandom())) {
      assertTrue(made.parameters().isWellFormed(SET));
    }
  }

  @Test
  void aSealedKeeperMakesNone() throws Exception {
    ModuliMaker maker =
        new ModuliMaker(keeper, moduli(), seal, KeeperFixture.readiness(true, true));
    seal.seal();
    assertFalse(maker.isNeeded());
    maker.make();
    assertFalse(moduli().areMade(SET));
  }
}
