package org.tagma.protocols.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.tagma.persistence.Durable;
import org.tagma.persistence.keys.Activation;
import org.tagma.persistence.keys.Expiry;
import org.tagma.persistence.keys.ExpiryFilter;
import org.tagma.persistence.keys.GenerationState;
import org.tagma.persistence.keys.KeyRepository;
import org.tagma.persistence.keys.NewGeneration;
import org.tagma.persistence.keys.StoredGeneration;
import org.tagma.persistence.keys.StoredKey;
import org.tagma.persistence.keys.Storing;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.keeper.Seal;
import org.tagma.protocols.keeper.SealFailure;
import org.tagma.protocols.keeper.SealState;
import org.tagma.protocols.keeper.ShareEncryption;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.Destruction;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.run.KeyVault;
import org.tagma.threshold.run.SessionJournal;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Jcs;

/**
 * This keeper's keys. Certificates are checked when they come out of the database and then kept at
 * hand; shares are at hand in encrypted form only, and decrypted for one session.
 */
@ApplicationScoped
public class StoredKeys implements KeyVault {
  /** So many certificates of keys that are not held here are remembered. */
  private static final int MOST_LEARNED = 1_000;

  private static final Logger LOG = System.getLogger(StoredKeys.class.getName());

  private final KeyRepository repository;
  private final ShareEncryption encryption;
  private final Seal seal;
  private final KeyRing keys;
  private final KeeperConfiguration configuration;
  private final Map<String, Held> active = new ConcurrentHashMap<>();
  private final Map<String, Certificate> learned = new ConcurrentHashMap<>();

  private record Held(Certificate certificate, byte[] encryptedShare) {}

  /** For the container's proxy only. */
  protected StoredKeys() {
    this(null, null, null, null, null);
  }

  @Inject
  public StoredKeys(
      KeyRepository repository,
      ShareEncryption encryption,
      Seal seal,
      KeyRing keys,
      KeeperConfiguration configuration) {
    this.repository = repository;
    this.encryption = encryption;
    this.seal = seal;
    this.keys = keys;
    this.configuration = configuration;
  }

  /**
   * The certificate of the active generation, which proves itself.
   *
   * @throws KeyDamaged when there is one in the database that does not
   */
  public Optional<Certificate> certificate(String keyId) {
    return held(keyId).map(Held::certificate);
  }

  /**
   * The certificate of a generation that was active once.
   *
   * @throws KeyDamaged when there is one in the database that does not prove itself
   */
  public Optional<Certificate> certificate(String keyId, int generation) {
    Optional<Certificate> current = certificate(keyId);
    if (current.filter(c -> c.content().generation() == generation).isPresent()) {
      return current;
    }
    return repository
        .find(keyId, generation)
        .filter(g -> g.state() != GenerationState.PENDING)
        .map(this::proved);
  }

  @Override
  public boolean isSealed() {
    return seal.state() != SealState.UNSEALED;
  }

  @Override
  public Optional<CertificateContent> active(String keyId) {
    return certificate(keyId).map(Certificate::content);
  }

  @Override
  public Optional<CertificateContent> past(String keyId, int generation) {
    return certificate(keyId, generation).map(Certificate::content);
  }

  @Override
  public boolean isNeeded(String keyId, int generation) {
    return repository.isNeeded(keyId, generation);
  }

  @Override
  public Optional<CertificateContent> certified(String keyId, int generation) {
    return held(keyId, generation).map(h -> h.certificate().content());
  }

  /**
   * The certificate under which a ciphertext of {@code generation} is decrypted: the latest that
   * has the same public key and a share here, since a refresh changes neither key nor ciphertexts.
   * Empty for a generation that somebody had destroyed, whatever others have the same key.
   *
   * @throws KeyDamaged when a stored certificate does not prove itself
   */
  public Optional<CertificateContent> decrypting(String keyId, int generation) {
    Optional<CertificateContent> wanted = certificate(keyId, generation).map(Certificate::content);
    if (wanted.isEmpty() || isCondemned(keyId, generation)) {
      return Optional.empty();
    }
    Point publicKey = wanted.get().publicKey();
    return active(keyId)
        .filter(c -> c.publicKey().equals(publicKey))
        .or(
            () ->
                repository.retired(keyId).stream()
                    .filter(g -> g.generation() >= generation && !g.condemned())
                    .map(g -> proved(g).content())
                    .filter(c -> c.publicKey().equals(publicKey))
                    .findFirst());
  }

  /** Whether this keeper has signed that it never uses the generation again. */
  boolean isCondemned(String keyId, int generation) {
    return repository.find(keyId, generation).filter(StoredGeneration::condemned).isPresent();
  }

  /**
   * Erases the shares of older generations that the active one has the same public key as: a
   * refresh makes shares that leaked before worthless only once the old ones are gone everywhere.
   *
   * @return what was erased
   */
  List<CertificateContent> eraseRefreshed(String keyId) {
    Optional<CertificateContent> current = active(keyId);
    if (current.isEmpty()) {
      return List.of();
    }
    return repository.retired(keyId).stream()
        .map(g -> proved(g).content())
        .filter(c -> c.publicKey().equals(current.get().publicKey()))
        .filter(c -> repository.erase(keyId, c.generation()).await())
        .toList();
  }

  @Override
  public Optional<CertificateContent> learned(String keyId) {
    return Optional.ofNullable(learned.get(keyId)).map(Certificate::content);
  }

  @Override
  public int highestGeneration(String keyId) {
    return repository.highestGeneration(keyId);
  }

  @Override
  public Optional<KeyShare> share(CertificateContent certificate) throws Sealed {
    Optional<Held> held =
        held(certificate.keyId(), certificate.generation())
            .filter(h -> h.certificate().content().equals(certificate));
    byte[] share = new byte[0];
    try {
      if (held.isEmpty()) {
        return Optional.empty();
      }
      share =
          encryption.decrypt(
              held.get().encryptedShare(), certificate.keyId(), certificate.generation());
      return KeyShare.check(
          certificate, configuration.number(), SecretScalar.decode(certificate.curve(), share));
    } catch (SealFailure e) {
      throw new Sealed();
    } catch (ShareEncryption.ShareDamaged | DecodingException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(share, (byte) 0);
    }
  }

  /** This keeper's keys, those that changed last first. */
  public List<StoredKey> recent(int limit) {
    return repository.recent(limit);
  }

  /**
   * This keeper's keys in the order of their names.
   *
   * @param after the last name of the page before, empty for the first
   */
  public List<StoredKey> list(String after, int limit) {
    return repository.list(after, limit);
  }

  /** When uses of this keeper's generations end, the earliest first. */
  public List<Expiry> expiring(ExpiryFilter filter) {
    return repository.expiring(filter);
  }

  /**
   * What a stored generation says of itself.
   *
   * @param content empty where it cannot be read
   * @param tampered whether it does not prove itself any more: its certificate, or what is kept
   *     beside it, or the share when that can be read
   */
  public record Inspected(Optional<CertificateContent> content, boolean tampered) {}

  /** Looks at a stored generation closely. */
  public Inspected inspect(StoredGeneration generation) {
    Optional<CertificateContent> content;
    try {
      content =
          Optional.of(
              generation.state() == GenerationState.PENDING
                  ? parsed(generation).content()
                  : proved(generation).content());
    } catch (DecodingException | KeyDamaged e) {
      return new Inspected(Optional.empty(), true);
    }
    boolean sound = content.filter(c -> fits(c, generation) && holds(c, generation)).isPresent();
    return new Inspected(content, !sound);
  }

  private static boolean fits(CertificateContent content, StoredGeneration generation) {
    return content.keyId().equals(generation.keyId())
        && content.generation() == generation.generation()
        && content.curve().apiName().equals(generation.curve())
        && content.usage().name().equals(generation.usage())
        && content.assetOwner().equals(generation.assetOwner())
        && content.hash().base64Url().equals(generation.certHash());
  }

  /** Whether the share is there that should be, as far as that can be told now. */
  private boolean holds(CertificateContent content, StoredGeneration generation) {
    boolean should =
        generation.state() == GenerationState.ACTIVE
            && content.holders().contains(configuration.number());
    if (isSealed() || !should) {
      return true;
    }
    try {
      Optional<KeyShare> share = share(content);
      share.ifPresent(KeyShare::destroy);
      return share.isPresent();
    } catch (Sealed e) {
      return true;
    }
  }

  /** Keeps a share whose certificate is about to be signed; at most one for a generation, ever. */
  Durable<Storing> keepPending(KeyShare share) {
    Certificate unsigned = new Certificate(share.certificate(), List.of());
    return repository.storePending(generation(unsigned, encrypted(share)));
  }

  /** Keeps the certificate of a generation that others hold, and which is ACTIVE there. */
  Durable<Activation> adopt(Certificate certificate) {
    return repository
        .adopt(generation(certificate, new byte[0]))
        .map(activation -> changed(certificate.content().keyId(), activation));
  }

  /**
   * Keeps a share that had been lost.
   *
   * @throws KeyDamaged when the certificate is not at hand either
   */
  Durable<Activation> restore(KeyShare share) {
    CertificateContent content = share.certificate();
    Certificate certificate =
        Optional.ofNullable(learned.get(content.keyId()))
            .filter(c -> c.content().equals(content))
            .or(() -> certificate(content.keyId(), content.generation()))
            .orElseThrow(KeyDamaged::new);
    return repository
        .adopt(generation(certificate, encrypted(share)))
        .map(activation -> changed(content.keyId(), activation));
  }

  /** Keeps that this keeper never uses a generation again; false when it is needed still. */
  Durable<Boolean> condemn(CertificateContent certificate) {
    return repository.condemn(certificate.keyId(), certificate.generation());
  }

  /** Erases the share of a generation that is over, by a proof that has been checked. */
  Durable<Boolean> destroy(Destruction destruction) {
    return repository.destroy(
        destruction.keyId(),
        destruction.generation(),
        destruction.certHash().base64Url(),
        text(destruction.toJson()));
  }

  private static NewGeneration generation(Certificate certificate, byte[] encryptedShare) {
    CertificateContent content = certificate.content();
    return new NewGeneration(
        content.keyId(),
        content.curve().apiName(),
        content.usage().name(),
        content.generation(),
        content.sid().base64Url(),
        text(certificate),
        content.hash().base64Url(),
        encryptedShare,
        end(content, KeyPolicy.Use.APPLY),
        end(content, KeyPolicy.Use.PROCESS),
        content.assetOwner());
  }

  private byte[] encrypted(KeyShare share) {
    CertificateContent content = share.certificate();
    byte[] secret = share.secret().encode();
    try {
      return encryption.encrypt(secret, content.keyId(), content.generation());
    } catch (SealFailure e) {
      throw new SessionJournal.SealedMeanwhile(); // no failure of anybody: the keeper refuses
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static OptionalLong end(CertificateContent content, KeyPolicy.Use use) {
    return content
        .policy()
        .flatMap(policy -> policy.limit(use))
        .map(limit -> OptionalLong.of(limit.epochMillis()))
        .orElse(OptionalLong.empty());
  }

  /** Activates a generation whose certificate has been checked. */
  Durable<Activation> activate(Certificate certificate) {
    CertificateContent content = certificate.content();
    return repository
        .activate(content.keyId(), content.generation(), text(certificate))
        .map(activation -> changed(content.keyId(), activation));
  }

  /** What is at hand of the key is not true any more. */
  private Activation changed(String keyId, Activation activation) {
    active.remove(keyId);
    learned.remove(keyId);
    return activation;
  }

  /**
   * Takes a certificate that somebody brings, whoever it is, if it proves itself: for good if this
   * keeper waits for it, or if the generation that it holds has ended without it; else to be at
   * hand when it is to become a holder, or one again.
   *
   * @return whether it is for good
   * @throws DecodingException when it does not prove itself
   */
  public boolean take(Certificate certificate) throws DecodingException {
    certificate.verify(configuration.cluster().id(), keys);
    CertificateContent content = certificate.content();
    Optional<StoredGeneration> known =
        repository.find(content.keyId(), content.generation()).filter(this::isSound);
    if (known.isEmpty()) {
      return learn(certificate);
    }
    return known.get().certHash().equals(content.hash().base64Url())
        && activate(certificate).await() == Activation.ACTIVE;
  }

  private boolean isSound(StoredGeneration generation) {
    try {
      return generation.state() == GenerationState.PENDING || proved(generation) != null;
    } catch (KeyDamaged e) {
      return false;
    }
  }

  /**
   * Fewer than t keepers lie, so what t have signed at least one of them saw come about; a
   * certificate of fewer holders may be about a key that never was.
   */
  private boolean learn(Certificate certificate) {
    CertificateContent content = certificate.content();
    int own = soundGeneration(content.keyId());
    if (content.total() < configuration.cluster().threshold() || content.generation() <= own) {
      return false;
    }
    if (own > 0 && !content.holders().contains(configuration.number())) {
      return adopt(certificate).await() == Activation.ACTIVE;
    }
    if (learned.size() < MOST_LEARNED || learned.containsKey(content.keyId())) {
      learned.merge(content.keyId(), certificate, StoredKeys::later);
    }
    return false;
  }

  private static Certificate later(Certificate one, Certificate other) {
    return one.content().generation() > other.content().generation() ? one : other;
  }

  /** The generation that is active here, 0 when there is none or it is damaged. */
  private int soundGeneration(String keyId) {
    try {
      return active(keyId).map(CertificateContent::generation).orElse(0);
    } catch (KeyDamaged e) {
      return 0;
    }
  }

  /** The generation that waits for its certificate, 0 when none does. */
  int pendingGeneration(String keyId) {
    int highest = repository.highestGeneration(keyId);
    return repository
        .find(keyId, highest)
        .filter(g -> g.state() == GenerationState.PENDING)
        .map(StoredGeneration::generation)
        .orElse(0);
  }

  private Optional<Held> held(String keyId) {
    return Optional.ofNullable(
        active.computeIfAbsent(
            keyId,
            id ->
                repository
                    .active(id)
                    .map(g -> new Held(proved(g), g.encryptedShare()))
                    .orElse(null)));
  }

  /** A generation that has its share, the active one or one before it. */
  private Optional<Held> held(String keyId, int generation) {
    Optional<Held> current = held(keyId);
    return current.isEmpty() || current.get().certificate().content().generation() == generation
        ? current
        : repository
            .find(keyId, generation)
            .filter(g -> g.state() == GenerationState.RETIRED && !g.condemned())
            .map(g -> new Held(proved(g), g.encryptedShare()));
  }

  private static Certificate parsed(StoredGeneration generation) throws DecodingException {
    return Certificate.fromJson(
        Jcs.parse(generation.certificate().getBytes(StandardCharsets.UTF_8)));
  }

  private Certificate proved(StoredGeneration generation) {
    try {
      Certificate certificate = parsed(generation);
      certificate.verify(configuration.cluster().id(), keys);
      return certificate;
    } catch (DecodingException e) {
      LOG.log(
          Level.ERROR,
          "the stored certificate of {0}, generation {1}, is damaged: {2}",
          generation.keyId(),
          generation.generation(),
          e.getMessage());
      throw new KeyDamaged();
    }
  }

  private static String text(Certificate certificate) {
    return text(certificate.toJson());
  }

  private static String text(ObjectNode json) {
    try {
      return new String(Jcs.canonical(json), StandardCharsets.UTF_8);
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
