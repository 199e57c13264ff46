package org.tagma.protocols.keeper;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.tagma.protocols.peer.PeerTls;
import org.tagma.threshold.identity.KeeperName;

/** Mutual TLS between keepers, {@code tagma.tls.*}; two key stores of PKCS#12 with one password. */
final class TlsSettings {
  private static final Logger LOG = System.getLogger(TlsSettings.class.getName());
  private static final String KEY_STORE = "tagma.tls.keystore";
  private static final String TRUST_STORE = "tagma.tls.truststore";
  private static final String PASSWORD_FILE = "tagma.tls.password.file";
  private static final Duration SOON = Duration.ofDays(30);

  private TlsSettings() {}

  /** Whether the settings ask for it. */
  static boolean areIn(ConfigurationReader reader) {
    return reader.optional(KEY_STORE).isPresent();
  }

  /**
   * Empty where it is not required and not asked for.
   *
   * @param required whether keepers must not talk in the clear
   * @param number this keeper
   * @param peers the addresses of the others
   */
  static Optional<PeerTls> read(
      ConfigurationReader reader, boolean required, int number, Map<Integer, URI> peers) {
    boolean wanted = required || areIn(reader);
    String scheme = wanted ? "https" : "http";
    if (peers.values().stream().anyMatch(address -> !scheme.equals(address.getScheme()))) {
      reader.fault(
          "tagma.cluster",
          (wanted ? "with" : "without") + " TLS every peerUrl begins with " + scheme + ":");
    }
    if (!wanted) {
      return Optional.empty();
    }
    Path keys = reader.privateFile(KEY_STORE);
    Path trusted = reader.path(TRUST_STORE);
    Path password = reader.privateFile(PASSWORD_FILE);
    return reader.isFaultless()
        ? context(reader, number, keys, trusted, password, peers)
        : Optional.empty();
  }

  private static Optional<PeerTls> context(
      ConfigurationReader reader,
      int number,
      Path keyFile,
      Path trustFile,
      Path passwordFile,
      Map<Integer, URI> peers) {
    char[] password = password(reader, passwordFile);
    try {
      Optional<KeyStore> keys = store(reader, KEY_STORE, keyFile, password);
      Optional<KeyStore> trusted = store(reader, TRUST_STORE, trustFile, password);
      if (keys.isEmpty() || trusted.isEmpty()) {
        return Optional.empty();
      }
      PeerTls tls = PeerTls.of(number, keys.get(), password, trusted.get(), peers);
      warn(tls, KeeperName.of(number));
      return Optional.of(tls);
    } catch (GeneralSecurityException unfit) {
      reader.fault(KEY_STORE, keyFile + " with " + trustFile + ": " + unfit.getMessage());
      return Optional.empty();
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static char[] password(ConfigurationReader reader, Path file) {
    try {
      return StorePassword.inFile(file).read();
    } catch (SealFailure | IOException e) {
      reader.fault(PASSWORD_FILE, "no readable file at " + file);
      return new char[0];
    }
  }

  private static Optional<KeyStore> store(
      ConfigurationReader reader, String name, Path file, char[] password)
      throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(file)) {
      store.load(content, password);
      return Optional.of(store);
    } catch (NoSuchFileException missing) {
      reader.fault(name, "no readable file at " + file);
    } catch (IOException e) { // KeyStore.load says so when the password is wrong
      boolean wrong = e.getCause() instanceof UnrecoverableKeyException;
      reader.fault(
          name, wrong ? "the password does not open " + file : file + " is no PKCS#12 key store");
    }
    return Optional.empty();
  }

  /** With an ended certificate a keeper starts all the same: the others refuse it, and say so. */
  private static void warn(PeerTls tls, String name) {
    Instant end = tls.certificate().getNotAfter().toInstant();
    if (end.isBefore(Instant.now().plus(SOON))) {
      LOG.log(Level.WARNING, "the certificate of {0} ends at {1}: renew it", name, end);
    }
  }
}
