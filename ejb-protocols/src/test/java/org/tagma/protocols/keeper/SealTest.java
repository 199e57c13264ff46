package org.tagma.protocols.keeper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.protocols.keeper.SealFailure.Reason;
import org.tagma.protocols.keeper.ShareEncryption.ShareDamaged;

class SealTest {
  private static final byte[] SHARE =
      "thirty-two bytes of secret share".getBytes(StandardCharsets.UTF_8);

  @TempDir Path home;
  private Path keyFile;

  @BeforeEach
  void writeKeyFile() throws IOException {
    keyFile = home.resolve("key");
    writeKey((byte) 7);
  }

  private void writeKey(byte value) throws IOException {
    byte[] key = new byte[32];
    Arrays.fill(key, value);
    Files.writeString(keyFile, Base64.getUrlEncoder().withoutPadding().encodeToString(key) + "\n");
  }

  private Seal started(String peerId, boolean local) {
    Seal seal =
        new Seal(
            new SealFile(home),
            SealKind.KEY_FILE,
            new KeyFile(keyFile),
            peerId,
            local,
            Clock.systemUTC());
    seal.start();
    return seal;
  }

  private Seal local() {
    return started("keeper-1", true);
  }

  private static Reason reasonOf(Executable attempt) {
    return assertThrows(SealFailure.class, attempt).reason();
  }

  @Test
  void initialisesAndUnsealsItselfInTheLocalProfile() {
    assertEquals(SealState.UNSEALED, local().state());
    assertEquals(new SealStatus("KEY_FILE", SealStatus.State.UNSEALED, 0, 0), local().status());
  }

  @Test
  void waitsForItsInitialisationOnAServer() throws Exception {
    Seal seal = started("keeper-1", false);
    assertEquals(SealState.UNINITIALIZED, seal.state());
    assertEquals(new SealStatus(null, SealStatus.State.UNINITIALIZED, 0, 0), seal.status());
    assertEquals(Reason.NOT_INITIALIZED, reasonOf(seal::unseal));
    assertEquals(Reason.NOT_INITIALIZED, reasonOf(seal::seal));
    assertEquals(Reason.NOT_INITIALIZED, reasonOf(seal::dataKey));
    seal.initialise();
    assertEquals(SealState.UNSEALED, seal.state());
    assertEquals(Reason.ALREADY_INITIALIZED, reasonOf(seal::initialise));
    assertEquals(Reason.ALREADY_UNSEALED, reasonOf(seal::unseal));
  }

  @Test
  void opensTheSameDataKeyAfterARestart() throws Exception {
    byte[] ciphertext = new ShareEncryption(local()).encrypt(SHARE, "pay:eu-1", 3);
    assertArrayEquals(SHARE, new ShareEncryption(local()).decrypt(ciphertext, "pay:eu-1", 3));
  }

  @Test
  void isSealedWithoutItsKeyFileAndOpensWhenItIsBack() throws Exception {
    byte[] ciphertext = new ShareEncryption(local()).encrypt(SHARE, "k", 1);
    byte[] key = Files.readAllBytes(keyFile);
    Files.delete(keyFile);
    Seal seal = local();
    ShareEncryption shares = new ShareEncryption(seal);
    assertEquals(SealState.SEALED, seal.state());
    assertEquals(Reason.KEY_FILE_MISSING, reasonOf(seal::unseal));
    assertEquals(Reason.SEALED, reasonOf(() -> shares.decrypt(ciphertext, "k", 1)));
    assertEquals(Reason.SEALED, reasonOf(() -> shares.encrypt(SHARE, "k", 1)));
    Files.write(keyFile, key);
    seal.unseal();
    assertArrayEquals(SHARE, shares.decrypt(ciphertext, "k", 1));
  }

  @Test
  void staysSealedUnderAnotherKeyOrAnotherKeepersName() throws Exception {
    assertEquals(SealState.UNSEALED, local().state());
    Seal other = started("keeper-2", true);
    assertEquals(SealState.SEALED, other.state());
    assertEquals(Reason.WRONG_KEY, reasonOf(other::unseal));
    writeKey((byte) 8);
    assertEquals(Reason.WRONG_KEY, reasonOf(local()::unseal));
    Files.writeString(keyFile, "c2hvcnQ");
    assertEquals(Reason.KEY_FILE_INVALID, reasonOf(local()::unseal));
    Files.writeString(keyFile, "not base64url !");
    assertEquals(Reason.KEY_FILE_INVALID, reasonOf(local()::unseal));
  }

  @Test
  void erasesTheDataKeyWhenSealed() throws Exception {
    Seal seal = local();
    SymmetricKey key = seal.dataKey();
    seal.seal();
    assertEquals(SealState.SEALED, seal.state());
    assertTrue(key.isDestroyed());
    assertThrows(IllegalStateException.class, key::getEncoded);
    seal.unseal();
    assertEquals(SealState.UNSEALED, seal.state());
  }

  @Test
  void takesNoShares() throws Exception {
    Seal seal = started("keeper-1", false);
    assertEquals(Reason.NO_SHARES, reasonOf(() -> seal.initialise(2, 3)));
    seal.initialise();
    assertEquals(Reason.NO_SHARES, reasonOf(() -> seal.unseal(List.of(new byte[55]), false)));
    assertEquals(SealState.UNSEALED, seal.state());
  }

  @Test
  void doesNotTakeADamagedDataKeyForNone() throws Exception {
    local();
    Path file = home.resolve("seal");
    byte[] stored = Files.readAllBytes(file);
    for (int i = 0; i < stored.length; i++) {
      byte[] altered = stored.clone();
      altered[i] ^= 1;
      Files.write(file, altered);
      Seal seal = local();
      assertEquals(SealState.SEALED, seal.state());
      Reason reason = reasonOf(seal::unseal);
      assertTrue(List.of(Reason.DAMAGED, Reason.WRONG_KEY).contains(reason), reason::name);
    }
  }

  @Test
  void initialisesOnceEvenBesideAnotherProcess() throws Exception {
    Seal one = started("keeper-1", false);
    Seal other = started("keeper-1", false);
    one.initialise();
    assertEquals(Reason.ALREADY_INITIALIZED, reasonOf(other::initialise));
    assertEquals(SealState.UNINITIALIZED, other.state());
  }

  @Test
  void keepsTheFirstWrappedDataKeyForEver() throws Exception {
    SealFile store = new SealFile(home);
    store.store(new byte[] {1});
    assertThrows(FileAlreadyExistsException.class, () -> store.store(new byte[] {2}));
    assertArrayEquals(new byte[] {1}, store.load().orElseThrow());
  }

  @Test
  void storesNeitherTheDataKeyNorTheShareInTheClear() throws Exception {
    Seal seal = local();
    byte[] dataKey = seal.dataKey().getEncoded();
    byte[] ciphertext = new ShareEncryption(seal).encrypt(SHARE, "k", 1);
    assertFalse(contains(Files.readAllBytes(home.resolve("seal")), dataKey));
    assertFalse(contains(ciphertext, SHARE));
    assertEquals("SymmetricKey[redacted]", seal.dataKey().toString());
  }

  @Test
  void bindsAShareToItsKeyAndGeneration() throws Exception {
    ShareEncryption shares = new ShareEncryption(local());
    byte[] ciphertext = shares.encrypt(SHARE, "pay", 12);
    assertThrows(ShareDamaged.class, () -> shares.decrypt(ciphertext, "pay", 1));
    assertThrows(ShareDamaged.class, () -> shares.decrypt(ciphertext, "pay1", 2));
    assertThrows(ShareDamaged.class, () -> shares.decrypt(new byte[3], "pay", 12));
    for (int i = 0; i < ciphertext.length; i++) {
      byte[] altered = ciphertext.clone();
      altered[i] ^= 1;
      assertThrows(ShareDamaged.class, () -> shares.decrypt(altered, "pay", 12));
    }
  }

  @Test
  void encryptsTheSameShareDifferentlyEachTime() throws Exception {
    ShareEncryption shares = new ShareEncryption(local());
    assertFalse(Arrays.equals(shares.encrypt(SHARE, "k", 1), shares.encrypt(SHARE, "k", 1)));
  }

  private static boolean contains(byte[] whole, byte[] part) {
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    return text.contains(new String(part, StandardCharsets.ISO_8859_1));
  }
}
