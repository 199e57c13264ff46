package org.tagma.protocols.moduli;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tagma.persistence.Durable;
import org.tagma.persistence.keys.Activation;
import org.tagma.persistence.moduli.EpochState;
import org.tagma.persistence.moduli.ModuliRepository;
import org.tagma.persistence.moduli.NewEpoch;
import org.tagma.persistence.moduli.StoredEpoch;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.keeper.SealFailure;
import org.tagma.protocols.keeper.ShareEncryption;
import org.tagma.threshold.auxiliary.AuxSetup;
import org.tagma.threshold.auxiliary.ModuliSource;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.run.KeyVault;
import org.tagma.threshold.run.SessionJournal;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.RefusalReason;

/**
 * This keeper's moduli and everybody's certified ones. The certified epoch is checked when it comes
 * out of the database and then kept at hand, with the tables that make its commitments fast; the
 * factors are at hand in encrypted form only, and decrypted for one session. Only moduli of the
 * configured size count.
 */
@ApplicationScoped
public class StoredModuli implements ModuliSource {
  private static final Logger LOG = System.getLogger(StoredModuli.class.getName());
  private static final int MADE = 0; // in place of the number of an epoch

  private final ModuliRepository repository;
  private final ShareEncryption encryption;
  private final KeyRing keys;
  private final KeeperConfiguration configuration;
  private final Object lock = new Object();
  private Optional<Held> held = Optional.empty(); // guarded by the lock

  private record Held(AuxCertificate certificate, byte[] encryptedSecrets) {}

  /** For the container's proxy only. */
  protected StoredModuli() {
    this(null, null, null, null);
  }

  @Inject
  public StoredModuli(
      ModuliRepository repository,
      ShareEncryption encryption,
      KeyRing keys,
      KeeperConfiguration configuration) {
    this.repository = repository;
    this.encryption = encryption;
    this.keys = keys;
    this.configuration = configuration;
  }

  /** The certified epoch that is in use; empty where it is damaged, too. */
  public Optional<AuxCertificate> active() {
    return held().map(Held::certificate);
  }

  /** The certificate of an epoch, when this keeper has it. */
  public Optional<AuxCertificate> certificate(int epoch) {
    return repository
        .find(epoch)
        .filter(e -> e.state() != EpochState.PENDING)
        .flatMap(this::proved);
  }

  /** The number of an epoch that this keeper has certified and has no certificate of; 0: none. */
  public int pending() {
    int highest = repository.highestEpoch();
    return repository.find(highest).filter(e -> e.state() == EpochState.PENDING).isPresent()
        ? highest
        : 0;
  }

  /** The highest epoch that this keeper ever certified; 0 when there is none. */
  public int highestEpoch() {
    return repository.highestEpoch();
  }

  /**
   * The factors of this keeper's own moduli in the bundle, for one session.
   *
   * @throws KeyVault.Sealed when this keeper is sealed
   */
  public Optional<AuxSecrets> secrets(AuxBundle bundle) throws KeyVault.Sealed {
    Optional<Held> own = held().filter(h -> h.certificate().bundle().equals(bundle));
    if (own.isEmpty()) {
      return Optional.empty();
    }
    int epoch = own.get().certificate().epoch();
    try {
      AuxSecrets secrets = decrypt(own.get().encryptedSecrets(), bundle.set(), epoch);
      if (secrets.parameters().equals(bundle.of(configuration.number()))) {
        return Optional.of(secrets);
      }
      secrets.close();
      return Optional.empty();
    } catch (SealFailure e) {
      throw new KeyVault.Sealed();
    } catch (ShareEncryption.ShareDamaged | DecodingException e) {
      return Optional.empty();
    }
  }

  /** Whether moduli for the next set-up are there. */
  public boolean areMade(ParameterSet set) {
    return repository.made(set.label()).isPresent();
  }

  /**
   * Keeps moduli for the next set-up; false when there are some already.
   *
   * @param secrets stay the caller's to destroy
   * @throws SealFailure when this keeper has been sealed meanwhile
   */
  Durable<Boolean> keepMade(AuxSecrets secrets, ParameterSet set) throws SealFailure {
    return repository.keepMade(set.label(), encrypt(secrets, set, MADE));
  }

  @Override
  public Optional<RefusalReason> objection(ParameterSet set) {
    if (!configuration.moduli().equals(Optional.of(set))) {
      return Optional.of(RefusalReason.POLICY);
    }
    return areMade(set) ? Optional.empty() : Optional.of(RefusalReason.BUSY);
  }

  @Override
  public AuxSecrets take(int keeper, ParameterSet set, SecureRandom random) {
    byte[] made =
        repository
            .made(set.label())
            .orElseThrow(() -> new IllegalStateException("the moduli were used up meanwhile"));
    try {
      return decrypt(made, set, MADE);
    } catch (SealFailure e) {
      throw new SessionJournal.SealedMeanwhile(); // no failure of anybody: the keeper refuses
    } catch (ShareEncryption.ShareDamaged | DecodingException e) {
      LOG.log(Level.ERROR, "the moduli made for the next set-up are damaged, others will be made");
      repository.dropMade(set.label()).await();
      throw new IllegalStateException("the moduli are damaged", e);
    }
  }

  /** Keeps the secrets of an epoch that is about to be certified, at most once, ever. */
  public Durable<Boolean> keepPending(int epoch, AuxSecrets secrets, AuxBundle bundle) {
    try {
      return repository.storePending(
          new NewEpoch(
              epoch,
              bundle.set().label(),
              bundle.hash().base64Url(),
              text(new AuxCertificate(bundle, List.of())),
              encrypt(secrets, bundle.set(), epoch)));
    } catch (SealFailure e) {
      throw new SessionJournal.SealedMeanwhile();
    }
  }

  /** Activates an epoch whose certificate has been checked. */
  public Durable<Activation> activate(AuxCertificate certificate) {
    return repository
        .activate(certificate.epoch(), text(certificate))
        .map(
            activation -> {
              synchronized (lock) {
                held = Optional.empty();
              }
              return activation;
            });
  }

  /**
   * Takes a certificate that somebody brings, whoever it is, if it proves itself and this keeper
   * waits for it.
   *
   * @throws DecodingException when it does not prove itself
   */
  public boolean take(AuxCertificate certificate) throws DecodingException {
    certificate.verify(configuration.cluster().id(), keys);
    Optional<StoredEpoch> waiting = repository.find(certificate.epoch());
    return waiting.isPresent()
        && waiting.get().bundleHash().equals(certificate.bundle().hash().base64Url())
        && activate(certificate).await() == Activation.ACTIVE;
  }

  private Optional<Held> held() {
    synchronized (lock) { // so that nobody puts back what an activation has just replaced
      if (held.isEmpty()) {
        held =
            repository
                .active()
                .filter(this::isOfTheSize)
                .flatMap(e -> proved(e).map(c -> new Held(c, e.encryptedSecrets())));
      }
      return held;
    }
  }

  private boolean isOfTheSize(StoredEpoch epoch) {
    return configuration.moduli().filter(set -> set.label().equals(epoch.set())).isPresent();
  }

  private Optional<AuxCertificate> proved(StoredEpoch epoch) {
    try {
      AuxCertificate certificate =
          AuxCertificate.read(Jcs.parse(epoch.certificate().getBytes(StandardCharsets.UTF_8)));
      certificate.verify(configuration.cluster().id(), keys);
      return Optional.of(certificate);
    } catch (DecodingException e) {
      LOG.log(
          Level.ERROR,
          "the stored certificate of the moduli of epoch {0} is damaged: {1}",
          epoch.epoch(),
          e.getMessage());
      return Optional.empty();
    }
  }

  private byte[] encrypt(AuxSecrets secrets, ParameterSet set, int epoch) throws SealFailure {
    byte[] encoded = secrets.encode();
    try {
      return encryption.encrypt(encoded, name(set), epoch);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private AuxSecrets decrypt(byte[] encrypted, ParameterSet set, int epoch)
      throws SealFailure, ShareEncryption.ShareDamaged, DecodingException {
    byte[] encoded = encryption.decrypt(encrypted, name(set), epoch);
    try {
      return AuxSecrets.decode(encoded);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  /** No key of a client has such a name, so nothing stored here can pass for a share. */
  private static String name(ParameterSet set) {
    return AuxSetup.KEY_ID + "/" + set.label();
  }

  private static String text(AuxCertificate certificate) {
    try {
      return new String(Jcs.canonical(certificate.toJson()), StandardCharsets.UTF_8);
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
