package org.tagma.protocols.keeper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.protocols.keeper.SealFailure.Reason;

/** With SoftHSM, a token in software, where there is one: {@code apt-get install softhsm2}. */
class Pkcs11TokenTest {
  private static final String PIN = "648219";
  private static final String ALIAS = "seal";

  @TempDir Path home;

  private static Pkcs11Token token(Path configuration, String alias, String pin) {
    return new Pkcs11Token(
        configuration, alias, StorePassword.inEnvironment(() -> Optional.ofNullable(pin)));
  }

  private static Reason reasonOf(Executable attempt) {
    return assertThrows(SealFailure.class, attempt).reason();
  }

  @Test
  void saysThatThereIsNoConfigurationOrLibrary() throws Exception {
    Path absent = home.resolve("absent.cfg");
    assertEquals(Reason.TOKEN_MISSING, reasonOf(() -> token(absent, ALIAS, PIN).wrappingKey()));
    Path nothing =
        Files.writeString(home.resolve("a.cfg"), "name = none\nlibrary = " + absent + "\n");
    assertEquals(Reason.TOKEN_UNUSABLE, reasonOf(() -> token(nothing, ALIAS, PIN).wrappingKey()));
    Path garbage = Files.writeString(home.resolve("b.cfg"), "what is this");
    assertEquals(Reason.TOKEN_UNUSABLE, reasonOf(() -> token(garbage, ALIAS, PIN).wrappingKey()));
    assertEquals(Reason.PASSWORD_MISSING, reasonOf(() -> token(absent, ALIAS, null).wrappingKey()));
  }

  @Nested
  class OfSoftware {
    private static final List<Path> LIBRARIES =
        List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/pkcs11/libsofthsm2.so"));

    private static Path configuration;

    /** SoftHSM finds its tokens by a variable of the environment, which the build sets. */
    @BeforeAll
    static void makeAToken(@TempDir Path folder) throws Exception {
      Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
      assumeTrue(library.isPresent(), "SoftHSM is not installed: nothing was tried with a token");
      Path settings = Path.of(System.getenv("SOFTHSM2_CONF"));
      Path tokens = Files.createDirectories(folder.resolve("tokens"));
      Files.createDirectories(settings.getParent());
      Files.writeString(
          settings, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
      run(
          "softhsm2-util",
          "--init-token",
          "--free",
          "--label",
          "tagma",
          "--pin",
          PIN,
          "--so-pin",
          PIN);
      configuration = folder.resolve("token.cfg");
      Files.writeString(
          configuration,
          """
          name = test
          library = %s
          slotListIndex = 0
          attributes(generate, CKO_SECRET_KEY, *) = {
            CKA_SENSITIVE = true
            CKA_EXTRACTABLE = false
          }
          """
              .formatted(library.get()));
      generate(ALIAS, "AES", 256);
      generate("another", "AES", 256);
      generate("old", "DESede", 168);
    }

    private static void run(String... command) throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertEquals(0, process.waitFor(), command[0]);
    }

    private static void generate(String alias, String algorithm, int bits) throws Exception {
      Provider provider = Security.getProvider("SunPKCS11").configure(configuration.toString());
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, PIN.toCharArray());
      KeyGenerator generator = KeyGenerator.getInstance(algorithm, provider);
      generator.init(bits);
      SecretKey key = generator.generateKey();
      assertNull(key.getEncoded(), "the token gives its key away");
      store.setEntry(alias, new KeyStore.SecretKeyEntry(key), null);
      ((AuthProvider) provider).logout();
    }

    private static byte[] key(String alias) throws Exception {
      try (SymmetricKey key = token(configuration, alias, PIN).wrappingKey()) {
        return key.getEncoded();
      }
    }

    private Seal started() {
      Seal seal =
          new Seal(
              new SealFile(home),
              SealKind.PKCS11,
              token(configuration, ALIAS, PIN),
              "keeper-1",
              true,
              Clock.systemUTC());
      seal.start();
      return seal;
    }

    @Test
    void opensTheSealAtEachStart() throws Exception {
      byte[] ciphertext = new ShareEncryption(started()).encrypt(new byte[] {1, 2}, "k", 1);
      Seal again = started();
      assertEquals(new SealStatus("PKCS11", SealStatus.State.UNSEALED, 0, 0), again.status());
      assertArrayEquals(new byte[] {1, 2}, new ShareEncryption(again).decrypt(ciphertext, "k", 1));
    }

    @Test
    void makesTheSameKeyOfOneEntryAndAnotherOfAnother() throws Exception {
      assertArrayEquals(key(ALIAS), key(ALIAS));
      assertFalse(Arrays.equals(key(ALIAS), key("another")));
    }

    @Test
    void saysWhatIsWrongWithTheEntryOrThePin() throws Exception {
      assertEquals(Reason.ENTRY_MISSING, reasonOf(() -> key("nobody")));
      assertEquals(Reason.ENTRY_UNSUITABLE, reasonOf(() -> key("old")));
      assertEquals(
          Reason.PASSWORD_WRONG,
          reasonOf(() -> token(configuration, ALIAS, "111111").wrappingKey()));
      assertArrayEquals(key(ALIAS), key(ALIAS));
    }
  }
}
