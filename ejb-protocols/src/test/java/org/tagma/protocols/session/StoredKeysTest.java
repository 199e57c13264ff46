package org.tagma.protocols.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.keys.Activation;
import org.tagma.persistence.keys.KeyRepository;
import org.tagma.persistence.keys.StoredGeneration;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.keeper.Seal;
import org.tagma.protocols.keeper.SealSettings;
import org.tagma.protocols.keeper.SealStore;
import org.tagma.protocols.keeper.ShareEncryption;
import org.tagma.threshold.destroy.Destroy;
import org.tagma.threshold.destroy.DestroyRequest;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.Destruction;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.reshare.Reshare;
import org.tagma.threshold.reshare.ReshareRequest;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.KeyVault;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.Weather;

/** The keys of keeper 2 on a database of its own. */
class StoredKeysTest {
  private static final String KEY = "team:key-1";

  @TempDir Path folder;

  private final SimulatedCluster cluster =
      new SimulatedCluster(42, 2, 3, List.of(new Dkg(), new Reshare(), new Destroy()));
  private TestDatabase database;
  private Seal seal;
  private Certificate certificate;

  @BeforeEach
  void open() throws Exception {
    database = TestDatabase.open(folder.resolve("database"));
    Files.writeString(folder.resolve("key"), "A".repeat(43));
    seal = new Seal(new Keeper2(), new NoStore());
    seal.initialise();
    certificate = generated();
    keepPending();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private final class Keeper2 extends KeeperConfiguration {
    @Override
    public int number() {
      return 2;
    }

    @Override
    public String peerId() {
      return "keeper-2";
    }

    @Override
    public SealSettings seal() {
      return SealSettings.keyFile(folder.resolve("key"));
    }

    @Override
    public Profile profile() {
      return Profile.LOCAL;
    }

    @Override
    public Cluster cluster() {
      return cluster.cluster();
    }
  }

  private static final class NoStore implements SealStore {
    @Override
    public Optional<byte[]> load() {
      return Optional.empty();
    }

    @Override
    public void store(byte[] wrapped) {}
  }

  private Certificate generated() {
    Curve curve = Curve.named("P256");
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", KEY)
            .put("curve", curve.apiName())
            .put("mode", "CREATE");
    Operation operation =
        cluster.operation(
            new Dkg(),
            Dkg.suite(curve),
            KEY,
            Optional.empty(),
            Session.request(DkgRequest.OP, request),
            120_000);
    return (Certificate)
        cluster.run(1, operation, cluster.network(1, Weather.CALM)).result().orElseThrow();
  }

  private void keepPending() {
    try (KeyShare share = cluster.keeper(2).storage().share(certificate.content()).orElseThrow()) {
      keys().keepPending(share).await();
    }
  }

  private void activate() {
    keys().activate(certificate).await();
  }

  /** Those of a keeper that has just been started. */
  private StoredKeys keys() {
    return keys(database);
  }

  private StoredKeys keys(TestDatabase in) {
    return new StoredKeys(
        new KeyRepository(in.database()),
        new ShareEncryption(seal),
        seal,
        cluster.cluster().keyRing(),
        new Keeper2());
  }

  private void damage(String column, Object value) throws SQLException {
    try (Connection connection = database.source().getConnection();
        PreparedStatement update =
            connection.prepareStatement("UPDATE key_generation SET " + column + " = ?")) {
      update.setObject(1, value);
      assertEquals(1, update.executeUpdate());
    }
  }

  @Test
  void givesTheShareThatFitsTheCertificate() throws Exception {
    activate();
    assertEquals(Optional.of(certificate), keys().certificate(KEY));
    assertEquals(Optional.of(certificate), keys().certificate(KEY, 1));
    try (KeyShare share = keys().share(certificate.content()).orElseThrow()) {
      assertEquals(2, share.keeper());
    }
  }

  @Test
  void aSealedKeeperSaysThatItIsSealedAndCallsNoKeyDamaged() throws Exception {
    activate();
    StoredKeys keys = keys();
    seal.seal();
    assertThrows(KeyVault.Sealed.class, () -> keys.share(certificate.content()));
  }

  @Test
  void aShareThatDoesNotOpenIsDamaged() throws Exception {
    activate();
    damage("encrypted_share", new byte[60]);
    assertEquals(Optional.empty(), keys().share(certificate.content()));
  }

  @Test
  void aCertificateThatDoesNotProveItselfIsDamagedAndNotUnknown() throws Exception {
    activate();
    String unsigned = new Certificate(certificate.content(), List.of()).toJson().toString();
    for (String stored : List.of("", "{}", unsigned)) {
      damage("certificate", stored);
      assertThrows(KeyDamaged.class, () -> keys().active(KEY), stored);
      assertThrows(KeyDamaged.class, () -> keys().certificate(KEY), stored);
      assertThrows(KeyDamaged.class, () -> keys().certificate(KEY, 1), stored);
    }
  }

  private void restore(StoredKeys keys) {
    try (KeyShare share = cluster.keeper(2).storage().share(certificate.content()).orElseThrow()) {
      keys.restore(share).await();
    }
  }

  private static void assertWhole(StoredKeys keys, Certificate certificate) throws Exception {
    assertEquals(Optional.of(certificate), keys.certificate(KEY));
    try (KeyShare share = keys.share(certificate.content()).orElseThrow()) {
      assertEquals(2, share.keeper());
    }
  }

  @Test
  void aShareThatWasLostComesBackUnderTheCertificateThatSomebodyBrought() throws Exception {
    try (TestDatabase empty = TestDatabase.open(folder.resolve("empty"))) {
      StoredKeys keys = keys(empty);
      assertFalse(keys.take(certificate));
      assertEquals(Optional.of(certificate.content()), keys.learned(KEY));
      assertEquals(Optional.empty(), keys.active(KEY));
      restore(keys);
      assertWhole(keys, certificate);
      assertEquals(Optional.empty(), keys.learned(KEY));
      assertWhole(keys(empty), certificate);
    }
  }

  @Test
  void nothingComesBackWithoutACertificateThatProvesItself() throws Exception {
    try (TestDatabase empty = TestDatabase.open(folder.resolve("empty"))) {
      StoredKeys keys = keys(empty);
      Certificate unsigned = new Certificate(certificate.content(), List.of());
      assertThrows(DecodingException.class, () -> keys.take(unsigned));
      assertEquals(Optional.empty(), keys.learned(KEY));
      assertThrows(KeyDamaged.class, () -> restore(keys));
    }
  }

  @Test
  void whatIsDamagedIsReplaced() throws Exception {
    activate();
    damage("encrypted_share", new byte[60]);
    StoredKeys keys = keys();
    assertTrue(keys.take(certificate), "the certificate is whole");
    restore(keys);
    assertWhole(keys, certificate);

    damage("certificate", "{}");
    StoredKeys again = keys();
    assertFalse(again.take(certificate));
    restore(again);
    assertWhole(again, certificate);
  }

  /** Without keeper 2, which takes part all the same. */
  private Certificate inOtherHands() {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", KEY)
            .put("curve", "P256")
            .put("mode", ReshareRequest.MODE);
    request.putArray("members").add("keeper-1").add("keeper-3");
    Operation all =
        cluster.operation(
            new Reshare(),
            Dkg.suite(Curve.named("P256")),
            KEY,
            Optional.of(certificate.content()),
            Session.request(ReshareRequest.OP, request),
            120_000);
    Operation operation =
        new Operation(
            all.operationId(),
            all.protocol(),
            all.suite(),
            KEY,
            2,
            all.certificate(),
            all.auxBundle(),
            all.holders(),
            2,
            2,
            all.request(),
            all.credential(),
            all.budgetMillis());
    return (Certificate)
        cluster.run(1, operation, cluster.network(1, Weather.CALM)).result().orElseThrow();
  }

  @Test
  void aKeeperThatIsNoHolderAnyMoreErasesItsShare() throws Exception {
    activate();
    Certificate others = inOtherHands();
    StoredKeys keys = keys();
    assertTrue(keys.take(others));
    assertEquals(Optional.of(others), keys.certificate(KEY));
    assertEquals(Optional.empty(), keys.share(others.content()));
    assertEquals(List.of(certificate.content()), keys.eraseRefreshed(KEY));
    assertEquals(Optional.empty(), keys.share(certificate.content()));
    assertEquals(0, keys.pendingGeneration(KEY));
  }

  /** The key's next generation, active here and at the others. */
  private Certificate rotated(Certificate old) throws Exception {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", KEY)
            .put("curve", "P256")
            .put("mode", "ROTATE");
    CertificateContent before = old.content();
    Operation same =
        cluster.operation(
            new Dkg(),
            Dkg.suite(before.curve()),
            KEY,
            Optional.of(before),
            Session.request(DkgRequest.OP, request),
            120_000);
    Operation next =
        new Operation(
            same.operationId(),
            same.protocol(),
            same.suite(),
            KEY,
            before.generation() + 1,
            same.certificate(),
            same.holders(),
            same.threshold(),
            same.request(),
            same.credential(),
            same.budgetMillis());
    Certificate made =
        (Certificate) cluster.run(1, next, cluster.network(1, Weather.CALM)).result().orElseThrow();
    try (KeyShare share = cluster.keeper(2).storage().share(made.content()).orElseThrow()) {
      keys().keepPending(share).await();
    }
    keys().activate(made).await();
    return made;
  }

  private Destruction destroyed(CertificateContent content) {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", KEY)
            .put("version", content.generation());
    Operation operation =
        cluster.operation(
            new Destroy(),
            Dkg.suite(content.curve()),
            KEY,
            Optional.of(content),
            Session.request(DestroyRequest.OP, request),
            30_000);
    return (Destruction)
        cluster.run(1, operation, cluster.network(1, Weather.CALM)).result().orElseThrow();
  }

  @Test
  void aCondemnedGenerationIsNotUsedAndADestroyedOneNeverComesBack() throws Exception {
    activate();
    CertificateContent first = certificate.content();
    Certificate second = rotated(certificate);
    rotated(second);
    KeyShare kept = cluster.keeper(2).storage().share(first).orElseThrow();
    Destruction destruction = destroyed(first);
    StoredKeys keys = keys();
    assertTrue(keys.isNeeded(KEY, 2));
    assertFalse(keys.condemn(second.content()).await());
    assertEquals(Optional.of(first), keys.decrypting(KEY, 1));

    assertTrue(keys.condemn(first).await());

    assertEquals(Optional.empty(), keys.decrypting(KEY, 1));
    assertEquals(Optional.empty(), keys.certified(KEY, 1));
    assertEquals(Optional.empty(), keys.share(first));
    assertEquals(Optional.of(first), keys.past(KEY, 1));

    assertTrue(keys.destroy(destruction).await());

    assertFalse(keys.take(certificate));
    assertEquals(Activation.MISSING, keys.restore(kept).await());
    kept.close();
    assertEquals(Optional.empty(), keys.share(first));
    assertEquals(Optional.empty(), keys.decrypting(KEY, 1));
    assertEquals(Optional.of(second.content()), keys.decrypting(KEY, 2));
    assertEquals(3, keys.active(KEY).orElseThrow().generation());
    assertFalse(keys.inspect(stored(1)).tampered());
  }

  private StoredGeneration stored(int generation) {
    return new KeyRepository(database.database()).find(KEY, generation).orElseThrow();
  }

  @Test
  void aGenerationThatIsOverIsNotTakenByAKeeperThatLostItEither() throws Exception {
    activate();
    rotated(rotated(certificate));
    Destruction destruction = destroyed(certificate.content());
    try (TestDatabase empty = TestDatabase.open(folder.resolve("empty"))) {
      StoredKeys keys = keys(empty);
      assertTrue(keys.destroy(destruction).await());
      assertFalse(keys.take(certificate));
      assertEquals(Activation.MISSING, keys.adopt(certificate).await());
      assertEquals(Optional.empty(), keys.active(KEY));
    }
  }

  @Test
  void seesWhatWasChangedBesideTheCertificate() throws Exception {
    activate();
    assertEquals(
        new StoredKeys.Inspected(Optional.of(certificate.content()), false),
        keys().inspect(stored(1)));
    damage("asset_owner", "somebody else");
    assertTrue(keys().inspect(stored(1)).tampered());
    damage("asset_owner", null);
    assertFalse(keys().inspect(stored(1)).tampered());
    damage("encrypted_share", new byte[60]);
    assertTrue(keys().inspect(stored(1)).tampered());
    damage("certificate", "{}");
    assertEquals(new StoredKeys.Inspected(Optional.empty(), true), keys().inspect(stored(1)));
  }

  @Test
  void aKeyThatIsNotThereOrNotFinishedIsUnknown() {
    assertEquals(1, keys().pendingGeneration(KEY));
    assertEquals(Optional.empty(), keys().active(KEY));
    assertEquals(Optional.empty(), keys().certificate(KEY, 1));
    assertEquals(1, keys().highestGeneration(KEY));
    activate();
    assertEquals(Optional.empty(), keys().certificate(KEY, 2));
    assertEquals(Optional.empty(), keys().active("another"));
  }
}
