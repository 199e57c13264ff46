package org.tagma.protocols.keeper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagma.protocols.keeper.SealFailure.Reason;

class Pkcs12KeyStoreTest {
  private static final String PASSWORD = "correct horse";
  private static final String ALIAS = "seal";

  @TempDir Path home;
  private Path file;

  @BeforeEach
  void writeKeyStore() throws Exception {
    file = home.resolve("seal.p12");
    write(32, 7);
  }

  private void write(int length, int value) throws Exception {
    byte[] key = new byte[length];
    Arrays.fill(key, (byte) value);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setEntry(
        ALIAS,
        new KeyStore.SecretKeyEntry(new SecretKeySpec(key, "AES")),
        new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  private void generate(String algorithm, String size) throws Exception {
    Files.delete(file);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                algorithm,
                algorithm.equals("EC") ? "-groupname" : "-keysize",
                size,
                "-dname",
                "CN=keeper-1",
                "-alias",
                ALIAS,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("keytool.log").toFile())
            .start();
    assertEquals(0, keytool.waitFor(), () -> "keytool: " + home.resolve("keytool.log"));
  }

  private Pkcs12KeyStore keyStore(String alias, String password) {
    return new Pkcs12KeyStore(
        file, alias, StorePassword.inEnvironment(() -> Optional.ofNullable(password)));
  }

  private Pkcs12KeyStore keyStore() {
    return keyStore(ALIAS, PASSWORD);
  }

  private static byte[] key(Pkcs12KeyStore store) throws Exception {
    try (SymmetricKey key = store.wrappingKey()) {
      return key.getEncoded();
    }
  }

  private static Reason reasonOf(Executable attempt) {
    return assertThrows(SealFailure.class, attempt).reason();
  }

  private Seal started(AutomaticSeal automatic, boolean local) {
    Seal seal =
        new Seal(
            new SealFile(home), SealKind.PKCS12, automatic, "keeper-1", local, Clock.systemUTC());
    seal.start();
    return seal;
  }

  @Test
  void opensTheSealAtEachStartOnceItIsInitialised() throws Exception {
    Seal first = started(keyStore(), false);
    assertEquals(SealState.UNINITIALIZED, first.state());
    first.initialise();
    assertEquals(new SealStatus("PKCS12", SealStatus.State.UNSEALED, 0, 0), first.status());
    byte[] ciphertext = new ShareEncryption(first).encrypt(new byte[] {1, 2}, "k", 1);
    Seal again = started(keyStore(), false);
    assertArrayEquals(new byte[] {1, 2}, new ShareEncryption(again).decrypt(ciphertext, "k", 1));
    again.seal();
    assertEquals(SealState.SEALED, again.state());
    again.unseal();
    assertEquals(SealState.UNSEALED, again.state());
  }

  @Test
  void staysSealedUnderAnotherKey() throws Exception {
    started(keyStore(), true);
    write(32, 8);
    Seal seal = started(keyStore(), true);
    assertEquals(SealState.SEALED, seal.state());
    assertEquals(Reason.WRONG_KEY, reasonOf(seal::unseal));
  }

  @Test
  void staysSealedWithoutItsKeyStoreOrPassword() throws Exception {
    started(keyStore(), true);
    Seal wrong = started(keyStore(ALIAS, "incorrect"), true);
    assertEquals(SealState.SEALED, wrong.state());
    assertEquals(Reason.PASSWORD_WRONG, reasonOf(wrong::unseal));
    assertEquals(Reason.PASSWORD_MISSING, reasonOf(started(keyStore(ALIAS, null), true)::unseal));
    assertEquals(
        Reason.ENTRY_MISSING, reasonOf(started(keyStore("another", PASSWORD), true)::unseal));
    Files.writeString(file, "no key store");
    assertEquals(Reason.KEY_STORE_INVALID, reasonOf(started(keyStore(), true)::unseal));
    Files.delete(file);
    Seal missing = started(keyStore(), true);
    assertEquals(Reason.KEY_STORE_MISSING, reasonOf(missing::unseal));
    writeKeyStore();
    missing.unseal();
    assertEquals(SealState.UNSEALED, missing.state());
  }

  @Test
  void isNotInitialisedWithoutItsKeyStore() throws Exception {
    Files.delete(file);
    Seal seal = started(keyStore(), true);
    assertEquals(SealState.UNINITIALIZED, seal.state());
    assertEquals(Reason.KEY_STORE_MISSING, reasonOf(seal::initialise));
    assertFalse(Files.exists(home.resolve("seal")));
  }

  @Test
  void wantsASecretOfTwoHundredFiftySixBits() throws Exception {
    write(16, 7);
    assertEquals(Reason.ENTRY_UNSUITABLE, reasonOf(keyStore()::wrappingKey));
  }

  @Test
  void doesNotUseTheSecretItself() throws Exception {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) 7);
    assertFalse(Arrays.equals(secret, key(keyStore())));
  }

  @ParameterizedTest
  @CsvSource({"RSA,2048", "EC,secp256r1"})
  void derivesTheSameKeyFromAPrivateKeyEachTime(String algorithm, String size) throws Exception {
    generate(algorithm, size);
    byte[] key = key(keyStore());
    assertEquals(SymmetricKey.LENGTH, key.length);
    assertArrayEquals(key, key(keyStore()));
    generate(algorithm, size);
    assertFalse(Arrays.equals(key, key(keyStore())));
  }

  @ParameterizedTest
  @CsvSource({"RSA,1024", "DSA,2048"})
  void wantsAStrongPrivateKeyOfAKnownKind(String algorithm, String size) throws Exception {
    generate(algorithm, size);
    assertEquals(Reason.ENTRY_UNSUITABLE, reasonOf(keyStore()::wrappingKey));
  }

  @Test
  void readsThePasswordFromTheFirstLineOfAFile() throws Exception {
    Path passwordFile = Files.writeString(home.resolve("password"), PASSWORD + "\n");
    Pkcs12KeyStore store = new Pkcs12KeyStore(file, ALIAS, StorePassword.inFile(passwordFile));
    assertArrayEquals(key(keyStore()), key(store));
    Files.writeString(passwordFile, "pässwörd\r\n");
    assertArrayEquals("pässwörd".toCharArray(), StorePassword.inFile(passwordFile).read());
    Files.delete(passwordFile);
    assertEquals(Reason.PASSWORD_MISSING, reasonOf(store::wrappingKey));
  }

  @Test
  void aFailureShowsNoPasswordAndNoPath() {
    SealFailure failure =
        assertThrows(SealFailure.class, keyStore(ALIAS, "incorrect")::wrappingKey);
    assertEquals("PASSWORD_WRONG", failure.getMessage());
    assertNull(failure.getCause());
  }
}
