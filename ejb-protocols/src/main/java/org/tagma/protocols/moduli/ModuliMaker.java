package org.tagma.protocols.moduli;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.keeper.Readiness;
import org.tagma.protocols.keeper.Seal;
import org.tagma.protocols.keeper.SealFailure;
import org.tagma.protocols.keeper.SealState;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.PrimeSearch;

/**
 * Makes this keeper's moduli for the next set-up, in the background and with a quarter of one
 * processor at most: signing and decryption go on meanwhile. The primes are in memory only until
 * they are stored encrypted, so a crash costs no more than the work.
 */
@ApplicationScoped
public class ModuliMaker {
  private static final Logger LOG = System.getLogger(ModuliMaker.class.getName());
  private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(300);
  private static final int RESTS = 3; // so many times as long as it works

  private final KeeperConfiguration configuration;
  private final StoredModuli moduli;
  private final Seal seal;
  private final Readiness readiness;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean stopped;
  private volatile int primes;

  /** For the container's proxy only. */
  protected ModuliMaker() {
    this(null, null, null, null);
  }

  @Inject
  public ModuliMaker(
      KeeperConfiguration configuration, StoredModuli moduli, Seal seal, Readiness readiness) {
    this.configuration = configuration;
    this.moduli = moduli;
    this.seal = seal;
    this.readiness = readiness;
  }

  /** How far it is. */
  public ModuliStatus status() {
    Optional<ParameterSet> set = configuration.moduli();
    if (set.isEmpty()) {
      return new ModuliStatus("none", 0, 0);
    }
    try {
      int epoch = moduli.active().map(certificate -> certificate.epoch()).orElse(0);
      int found = moduli.areMade(set.get()) ? ModuliStatus.PRIMES : primes;
      return new ModuliStatus(set.get().label(), epoch, found);
    } catch (StorageUnavailable notYet) {
      return new ModuliStatus(set.get().label(), 0, primes);
    }
  }

  /** Whether there is something to make, and nobody does it yet. */
  public boolean isNeeded() {
    return !stopped
        && !busy.get()
        && isAllowed()
        && readiness.isReady()
        && configuration.moduli().filter(set -> !moduli.areMade(set)).isPresent();
  }

  private boolean isAllowed() {
    return seal.state() == SealState.UNSEALED;
  }

  /**
   * Makes moduli and stores them; blocks for as long as that takes. Gives up when the keeper is
   * sealed or stops.
   */
  public void make() {
    ParameterSet set = configuration.moduli().orElseThrow();
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    long begun = System.nanoTime();
    LOG.log(Level.INFO, "makes moduli of {0} bits ({1})", size(set), set.label());
    try (AuxSecrets secrets = AuxSecrets.generate(set, new SecureRandom(), new Search())) {
      moduli.keepMade(secrets, set).await();
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
      LOG.log(Level.INFO, "the moduli for the next set-up are made ({0} s)", seconds);
    } catch (CancellationException | SealFailure given) {
      LOG.log(Level.INFO, "gave up making moduli: the keeper is sealed, or stops");
    } catch (StorageUnavailable e) {
      LOG.log(Level.WARNING, "the moduli could not be stored, others will be made");
    } finally {
      primes = 0;
      busy.set(false);
    }
  }

  private static String size(ParameterSet set) {
    return Integer.toString(set.modulusBits());
  }

  /** Rests longer than it works: a thread's priority means nothing to most systems. */
  private final class Search implements PrimeSearch.Progress {
    private long resumed = System.nanoTime();
    private int begun;

    @Override
    public void tested(int candidates) {
      if (stopped || !isAllowed()) {
        throw new CancellationException();
      }
      if (candidates == 0) {
        primes = Math.min(begun++, ModuliStatus.PRIMES - 1);
      }
      long worked = System.nanoTime() - resumed;
      LockSupport.parkNanos(Math.min(RESTS * worked, LONGEST_REST));
      resumed = System.nanoTime();
    }
  }

  @PreDestroy
  void stop() {
    stopped = true;
  }
}
