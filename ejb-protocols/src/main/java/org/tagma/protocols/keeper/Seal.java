package org.tagma.protocols.keeper;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.tagma.protocols.keeper.KeeperConfiguration.Profile;
import org.tagma.protocols.keeper.SealFailure.Reason;
import org.tagma.threshold.transcript.Tlv;

/**
 * The automatic seal by key file. A random data key encrypts the shares; it is stored wrapped under
 * the key of the key file and is in memory only while the keeper is unsealed. A keeper that starts
 * without its key file is sealed.
 */
@ApplicationScoped
public class Seal {
  private static final Logger LOG = System.getLogger(Seal.class.getName());
  private static final String LABEL = "tagma/seal/key-file/v1";

  private final SealStore store;
  private final Path keyFile;
  private final byte[] aad;
  private final boolean initialisesItself;
  private final SecureRandom random = new SecureRandom();

  private Optional<byte[]> wrapped = Optional.empty();
  private Optional<SymmetricKey> dataKey = Optional.empty();

  /** For the container's proxy only. */
  protected Seal() {
    this(null, null, "", false);
  }

  @Inject
  public Seal(KeeperConfiguration configuration, SealStore store) {
    this(
        store,
        configuration.sealKeyFile(),
        configuration.peerId(),
        configuration.profile() == Profile.LOCAL);
  }

  Seal(SealStore store, Path keyFile, String peerId, boolean initialisesItself) {
    this.store = store;
    this.keyFile = keyFile;
    this.aad = Tlv.of().text(LABEL).text(peerId).encode();
    this.initialisesItself = initialisesItself;
  }

  /** Opens the seal if it can; a keeper of the local profile also initialises itself. */
  @PostConstruct
  synchronized void start() {
    try {
      wrapped = store.load();
      if (wrapped.isPresent()) {
        unseal();
      } else if (initialisesItself) {
        initialise();
      }
    } catch (SealFailure | IOException failure) {
      LOG.log(Level.WARNING, "the keeper is {0}: {1}", state(), failure.getMessage());
    }
  }

  /** What seals this keeper, as GET /system/status shows it. */
  public String sealedBy() {
    return "KEY_FILE";
  }

  public synchronized SealState state() {
    if (dataKey.isPresent()) {
      return SealState.UNSEALED;
    }
    return wrapped.isPresent() ? SealState.SEALED : SealState.UNINITIALIZED;
  }

  /**
   * Makes and stores the data key; the keeper is unsealed afterwards.
   *
   * @throws SealFailure ALREADY_INITIALIZED, KEY_FILE_MISSING, KEY_FILE_INVALID
   */
  public synchronized void initialise() throws SealFailure, IOException {
    if (wrapped.isPresent()) {
      throw new SealFailure(Reason.ALREADY_INITIALIZED);
    }
    byte[] fresh = new byte[SymmetricKey.LENGTH];
    random.nextBytes(fresh);
    SymmetricKey key = new SymmetricKey(fresh);
    try (SymmetricKey wrapping = wrappingKey()) {
      byte[] sealed = AuthenticatedEncryption.encrypt(wrapping, fresh, aad);
      store.store(sealed);
      wrapped = Optional.of(sealed);
      dataKey = Optional.of(key);
    } finally {
      if (dataKey.isEmpty()) {
        key.destroy();
      }
    }
  }

  /**
   * Opens the data key with the key file.
   *
   * @throws SealFailure NOT_INITIALIZED, ALREADY_UNSEALED, KEY_FILE_MISSING, KEY_FILE_INVALID or
   *     WRONG_KEY
   */
  public synchronized void unseal() throws SealFailure, IOException {
    if (dataKey.isPresent()) {
      throw new SealFailure(Reason.ALREADY_UNSEALED);
    }
    byte[] sealed = wrapped.orElseThrow(() -> new SealFailure(Reason.NOT_INITIALIZED));
    try (SymmetricKey wrapping = wrappingKey()) {
      byte[] key = AuthenticatedEncryption.decrypt(wrapping, sealed, aad);
      dataKey = Optional.of(new SymmetricKey(key));
    } catch (AEADBadTagException wrong) {
      throw new SealFailure(Reason.WRONG_KEY);
    }
  }

  /** Erases the data key from memory. */
  @PreDestroy
  public synchronized void seal() {
    dataKey.ifPresent(SymmetricKey::destroy);
    dataKey = Optional.empty();
  }

  /** The data key, which the seal goes on owning: nobody else erases it. */
  synchronized SymmetricKey dataKey() throws SealFailure {
    return dataKey.orElseThrow(
        () -> new SealFailure(wrapped.isPresent() ? Reason.SEALED : Reason.NOT_INITIALIZED));
  }

  private SymmetricKey wrappingKey() throws SealFailure, IOException {
    byte[] text;
    try {
      text = Files.readAllBytes(keyFile);
    } catch (NoSuchFileException missing) {
      throw new SealFailure(Reason.KEY_FILE_MISSING);
    }
    byte[] stripped = strip(text);
    byte[] key = new byte[0];
    try {
      key = Base64.getUrlDecoder().decode(stripped);
      if (key.length == SymmetricKey.LENGTH) {
        return new SymmetricKey(key.clone());
      }
      throw new SealFailure(Reason.KEY_FILE_INVALID);
    } catch (IllegalArgumentException malformed) {
      throw new SealFailure(Reason.KEY_FILE_INVALID);
    } finally {
      Arrays.fill(text, (byte) 0);
      Arrays.fill(stripped, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  /** The text without the end of its line. */
  private static byte[] strip(byte[] text) {
    int end = text.length;
    while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
      end--;
    }
    return Arrays.copyOf(text, end);
  }
}
