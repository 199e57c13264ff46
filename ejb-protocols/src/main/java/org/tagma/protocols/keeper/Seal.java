package org.tagma.protocols.keeper;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.protocols.keeper.KeeperConfiguration.Profile;
import org.tagma.protocols.keeper.SealFailure.Reason;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.secret.SecretShare;
import org.tagma.threshold.secret.SecretSharing;
import org.tagma.threshold.transcript.Bytes;

/**
 * The seal of a keeper. A random data key encrypts its shares of keys; it is stored wrapped under
 * the key of the seal, and is in memory only while the keeper is unsealed. An automatic seal takes
 * its key from a file or a key store, at the start too; the key of a Shamir seal exists in the
 * shares of people only, who bring enough of them after each start. Thread-safe.
 */
@ApplicationScoped
public class Seal {
  private static final Logger LOG = System.getLogger(Seal.class.getName());

  private final SealStore store;
  private final SealKind kind;
  private final AutomaticSeal automatic;
  private final String peerId;
  private final boolean initialisesItself;
  private final WrongShares wrongShares;
  private final SecureRandom random = new SecureRandom();
  private final SortedMap<Integer, SecretShare> pending = new TreeMap<>();

  private Optional<byte[]> stored = Optional.empty();
  private Optional<SymmetricKey> dataKey = Optional.empty();

  /** For the container's proxy only. */
  protected Seal() {
    this(null, SealKind.SHAMIR, null, "", false, Clock.systemUTC());
  }

  @Inject
  public Seal(KeeperConfiguration configuration, SealStore store) {
    this(
        store,
        configuration.seal().kind(),
        configuration.seal().automatic(),
        configuration.peerId(),
        configuration.profile() == Profile.LOCAL,
        Clock.systemUTC());
  }

  /**
   * @param automatic null for a Shamir seal
   */
  Seal(
      SealStore store,
      SealKind kind,
      AutomaticSeal automatic,
      String peerId,
      boolean initialisesItself,
      InstantSource clock) {
    this.store = store;
    this.kind = kind;
    this.automatic = automatic;
    this.peerId = peerId;
    this.initialisesItself = initialisesItself && kind.isAutomatic();
    this.wrongShares = new WrongShares(clock);
  }

  /** Opens the seal if it can; a keeper of the local profile also initialises itself. */
  @PostConstruct
  synchronized void start() {
    try {
      stored = store.load();
      if (stored.isEmpty() && initialisesItself) {
        initialise();
      } else if (stored.isPresent() && kind.isAutomatic()) {
        unseal();
      }
    } catch (SealFailure | IOException failure) {
      LOG.log(Level.WARNING, "the keeper is {0}: {1}", state(), failure.getMessage());
    }
  }

  /** What opens this seal. */
  public SealKind kind() {
    return kind;
  }

  public synchronized SealState state() {
    if (dataKey.isPresent()) {
      return SealState.UNSEALED;
    }
    return stored.isPresent() ? SealState.SEALED : SealState.UNINITIALIZED;
  }

  /** The state as GET /system/status shows it. */
  public synchronized SealStatus status() {
    return new SealStatus(
        stored.isPresent() ? kind.name() : null,
        SealStatus.State.valueOf(state().name()),
        pending.size(),
        wrongShares.count());
  }

  /**
   * Makes and stores the data key under an automatic seal; the keeper is unsealed afterwards.
   *
   * @throws SealFailure SHARES_NEEDED, ALREADY_INITIALIZED, or what is wrong with the seal's key
   */
  public synchronized void initialise() throws SealFailure, IOException {
    requireAutomatic();
    requireUninitialised();
    byte[] fresh = randomKey();
    SymmetricKey key = new SymmetricKey(fresh);
    try (SymmetricKey wrapping = automatic.wrappingKey()) {
      keep(SealedKey.wrap(kind, peerId, 0, 0, Bytes.empty(), wrapping, fresh));
      dataKey = Optional.of(key);
    } finally {
      if (dataKey.isEmpty()) {
        key.destroy();
      }
    }
  }

  /**
   * Makes and stores the data key under a Shamir seal; the keeper is sealed afterwards.
   *
   * @return the shares, which exist nowhere else; the caller's to hand out once and to erase
   * @throws SealFailure NO_SHARES, ALREADY_INITIALIZED
   * @throws IllegalArgumentException unless {@code 1 <= threshold <= total <= 255}
   */
  public synchronized List<SecretShare> initialise(int threshold, int total)
      throws SealFailure, IOException {
    requireShamir();
    requireUninitialised();
    byte[] fresh = randomKey();
    byte[] secret = randomKey();
    List<SecretShare> shares = SecretSharing.split(secret, threshold, total, random);
    boolean kept = false;
    try (SymmetricKey wrapping = new SymmetricKey(secret)) {
      Bytes check = shares.get(0).check();
      keep(SealedKey.wrap(kind, peerId, threshold, total, check, wrapping, fresh));
      kept = true;
      return shares;
    } finally {
      Arrays.fill(fresh, (byte) 0);
      if (!kept) {
        shares.forEach(SecretShare::destroy);
      }
    }
  }

  /**
   * Opens an automatic seal.
   *
   * @throws SealFailure SHARES_NEEDED, NOT_INITIALIZED, ALREADY_UNSEALED, WRONG_KEY, DAMAGED,
   *     OTHER_SEAL, or what is wrong with the seal's key
   */
  public synchronized void unseal() throws SealFailure, IOException {
    requireAutomatic();
    SealedKey sealed = sealedKey();
    try (SymmetricKey wrapping = automatic.wrappingKey()) {
      dataKey = Optional.of(sealed.unwrap(wrapping, peerId));
    }
  }

  /**
   * Takes shares of a Shamir seal, all of them or none, and opens it when there are enough. A share
   * that is in already changes nothing.
   *
   * @param encoded as they were handed out; stay the caller's to erase
   * @param reset whether to forget first what is in
   * @throws SealFailure NO_SHARES, NOT_INITIALIZED, ALREADY_UNSEALED, WRONG_SHARE,
   *     WRONG_COMBINATION, TOO_MANY_WRONG_SHARES, DAMAGED, OTHER_SEAL
   */
  public synchronized SealProgress unseal(List<byte[]> encoded, boolean reset) throws SealFailure {
    requireShamir();
    SealedKey sealed = sealedKey();
    if (reset) {
      forgetShares();
    }
    if (!encoded.isEmpty()) {
      requireFewWrongShares();
      take(sealed, encoded);
    }
    if (pending.size() < sealed.threshold()) {
      return new SealProgress(sealed.threshold(), sealed.total(), pending.size(), false);
    }
    combine(sealed);
    return new SealProgress(sealed.threshold(), sealed.total(), sealed.threshold(), true);
  }

  /**
   * Erases the data key and the shares that are in; sealing a sealed keeper changes nothing else.
   *
   * @throws SealFailure NOT_INITIALIZED
   */
  public synchronized void seal() throws SealFailure {
    if (stored.isEmpty()) {
      throw new SealFailure(Reason.NOT_INITIALIZED);
    }
    erase();
  }

  /** Erases what is secret, in whatever state. */
  @PreDestroy
  synchronized void erase() {
    dataKey.ifPresent(SymmetricKey::destroy);
    dataKey = Optional.empty();
    forgetShares();
  }

  /** The data key, which the seal goes on owning: nobody else erases it. */
  synchronized SymmetricKey dataKey() throws SealFailure {
    return dataKey.orElseThrow(
        () -> new SealFailure(stored.isPresent() ? Reason.SEALED : Reason.NOT_INITIALIZED));
  }

  private void take(SealedKey sealed, List<byte[]> encoded) throws SealFailure {
    List<SecretShare> taken = new ArrayList<>();
    int wrong = 0;
    for (byte[] bytes : encoded) {
      Optional<SecretShare> share = share(sealed, bytes);
      share.ifPresent(taken::add);
      if (share.isEmpty() || contradicts(share.get(), taken)) {
        wrong++;
      }
    }
    if (wrong > 0) {
      taken.forEach(SecretShare::destroy);
      throw wrong(Reason.WRONG_SHARE, wrong);
    }
    for (SecretShare share : taken) {
      if (pending.putIfAbsent(share.index(), share) != null) {
        share.destroy();
      }
    }
  }

  private static Optional<SecretShare> share(SealedKey sealed, byte[] encoded) {
    try {
      SecretShare share = SecretShare.decode(encoded);
      if (share.check().equals(sealed.check())
          && share.threshold() == sealed.threshold()
          && share.index() <= sealed.total()
          && share.length() == SymmetricKey.LENGTH) {
        return Optional.of(share);
      }
      share.destroy();
      return Optional.empty();
    } catch (DecodingException none) {
      return Optional.empty();
    }
  }

  /** Whether there is another share of the same index, so that one of the two is forged. */
  private boolean contradicts(SecretShare share, List<SecretShare> beside) {
    List<SecretShare> others = new ArrayList<>(beside);
    others.addAll(pending.values());
    return others.stream()
        .anyMatch(other -> other.index() == share.index() && !other.isSame(share));
  }

  private void combine(SealedKey sealed) throws SealFailure {
    Optional<byte[]> secret;
    try {
      secret = SecretSharing.combine(List.copyOf(pending.values()));
    } finally {
      forgetShares();
    }
    if (secret.isEmpty()) {
      throw wrong(Reason.WRONG_COMBINATION, 1);
    }
    try (SymmetricKey wrapping = new SymmetricKey(secret.get())) {
      dataKey = Optional.of(sealed.unwrap(wrapping, peerId));
    }
  }

  private SealFailure wrong(Reason reason, int shares) {
    wrongShares.add(shares);
    return new SealFailure(reason, wrongShares.count(), Duration.ZERO);
  }

  private void requireFewWrongShares() throws SealFailure {
    Duration pause = wrongShares.pause();
    if (!pause.isZero()) {
      throw new SealFailure(Reason.TOO_MANY_WRONG_SHARES, wrongShares.count(), pause);
    }
  }

  private void requireAutomatic() throws SealFailure {
    if (!kind.isAutomatic()) {
      throw new SealFailure(Reason.SHARES_NEEDED);
    }
  }

  private void requireShamir() throws SealFailure {
    if (kind.isAutomatic()) {
      throw new SealFailure(Reason.NO_SHARES);
    }
  }

  private void requireUninitialised() throws SealFailure {
    if (stored.isPresent()) {
      throw new SealFailure(Reason.ALREADY_INITIALIZED);
    }
  }

  /** What is to be opened. */
  private SealedKey sealedKey() throws SealFailure {
    if (dataKey.isPresent()) {
      throw new SealFailure(Reason.ALREADY_UNSEALED);
    }
    SealedKey sealed =
        SealedKey.decode(stored.orElseThrow(() -> new SealFailure(Reason.NOT_INITIALIZED)));
    if (sealed.kind() != kind) {
      throw new SealFailure(Reason.OTHER_SEAL);
    }
    return sealed;
  }

  private void keep(SealedKey sealed) throws SealFailure, IOException {
    byte[] encoded = sealed.encode();
    try {
      store.store(encoded);
    } catch (FileAlreadyExistsException another) {
      throw new SealFailure(Reason.ALREADY_INITIALIZED);
    }
    stored = Optional.of(encoded);
  }

  private void forgetShares() {
    pending.values().forEach(SecretShare::destroy);
    pending.clear();
  }

  private byte[] randomKey() {
    byte[] key = new byte[SymmetricKey.LENGTH];
    random.nextBytes(key);
    return key;
  }
}
