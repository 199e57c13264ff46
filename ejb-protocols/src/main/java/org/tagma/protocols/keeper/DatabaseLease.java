package org.tagma.protocols.keeper;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.persistence.lease.LeaseRepository;

/**
 * Keeps two processes from being one keeper: the one that holds the lease row works, another on the
 * same database answers nobody, and takes over when the lease has run out. How long it runs is for
 * the database's clock to say; the holder counts from before it asks, so it stops first. A process
 * that comes back in the same state directory takes its own lease up at once.
 */
@Singleton
@Startup
@DependsOn("DatabaseSetup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DatabaseLease {
  private static final Logger LOG = System.getLogger(DatabaseLease.class.getName());
  static final long LEASE_MILLIS = 15_000;
  private static final long RENEWAL_MILLIS = 3_000;

  @Resource ManagedScheduledExecutorService scheduler;

  private LeaseRepository leases;
  private KeeperConfiguration configuration;
  private Readiness readiness;
  private LeaseHolder holder;
  private Boolean held; // null before the first try
  private ScheduledFuture<?> renewals;

  @Inject
  void keep(
      LeaseRepository theLeases, KeeperConfiguration theConfiguration, Readiness theReadiness) {
    leases = theLeases;
    configuration = theConfiguration;
    readiness = theReadiness;
  }

  @PostConstruct
  void start() {
    renew();
    renewals =
        scheduler.scheduleWithFixedDelay(
            this::renew, RENEWAL_MILLIS, RENEWAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    renewals.cancel(false);
    end();
  }

  /** Answers nobody any more, and leaves the state directory to another process. */
  void end() {
    readiness.notSole();
    try {
      if (holder != null) {
        holder.close();
        holder = null;
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the lease file cannot be closed: {0}", e.getMessage());
    }
  }

  /** Takes or prolongs the lease; without it this process answers nobody from now on. */
  void renew() {
    Readiness.Moment asked = readiness.now();
    boolean acquired = acquire();
    if (acquired) {
      readiness.soleUntil(asked.plus(LEASE_MILLIS));
    } else {
      readiness.notSole();
    }
    if (held == null || held != acquired) {
      held = acquired;
      LOG.log(
          acquired ? Level.INFO : Level.WARNING,
          acquired
              ? "this process holds the lease on the database"
              : "another process holds the lease on the database, or the database is gone: this one waits and answers nobody");
    }
  }

  private boolean acquire() {
    try {
      if (holder == null) {
        holder = LeaseHolder.of(configuration.home().resolve("lease-holder")).orElse(null);
      }
      return holder != null && leases.acquire(holder.name(), LEASE_MILLIS).await();
    } catch (StorageUnavailable e) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("the state directory cannot be written", e);
    }
  }
}
