package org.tagma.protocols.operation;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.moduli.ModuliMaker;

/**
 * Sees to it that there are moduli: makes the next ones, and has the first ones certified. Each
 * takes a thread of its own, so that neither holds up the other, nor any request.
 */
@Singleton
@Startup
@DependsOn("IdentityStartup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ModuliTimer {
  private static final Logger LOG = System.getLogger(ModuliTimer.class.getName());
  private static final long PERIOD_MILLIS = 1_000;

  @Inject KeeperConfiguration configuration;
  @Inject ModuliMaker maker;
  @Inject FirstModuli first;
  @Resource ManagedScheduledExecutorService scheduler;
  @Resource ManagedThreadFactory threads;

  private ScheduledFuture<?> ticks;

  @PostConstruct
  void start() {
    String set = configuration.moduli().map(s -> s.label()).orElse("none");
    LOG.log(Level.INFO, "threshold ECDSA: moduli {0}, by tagma.moduli", set);
    if (configuration.moduli().isPresent()) {
      ticks =
          scheduler.scheduleWithFixedDelay(
              this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** A schedule ends with its first exception, so a failure is logged and the ticks go on. */
  private void tick() {
    try {
      if (maker.isNeeded()) {
        begin(maker::make);
      }
      if (first.isDue()) {
        begin(first::begin);
      }
    } catch (StorageUnavailable notYet) {
      LOG.log(Level.DEBUG, "the database is not there yet");
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "moduli could not be seen to", bug);
    }
  }

  private void begin(Runnable work) {
    Thread thread = threads.newThread(work);
    thread.setDaemon(true);
    thread.start();
  }

  @PreDestroy
  void stop() {
    if (ticks != null) {
      ticks.cancel(false);
    }
  }
}
