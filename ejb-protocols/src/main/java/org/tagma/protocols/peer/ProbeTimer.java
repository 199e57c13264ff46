package org.tagma.protocols.peer;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Starts the prober with the server: each peer is probed once in a second. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ProbeTimer {
  private static final Logger LOG = System.getLogger(ProbeTimer.class.getName());
  private static final long PERIOD_MILLIS = 1_000;

  @Inject PeerLinks links;
  @Inject PeerHealth health;
  @Inject Instance<ProbeExchange> exchange;
  @Resource ManagedScheduledExecutorService scheduler;

  private ScheduledFuture<?> ticks;

  @PostConstruct
  void start() {
    if (exchange.isUnsatisfied() || links.peers().isEmpty()) {
      LOG.log(Level.WARNING, "no probes: there is no peer, or no ProbeExchange is deployed");
      return;
    }
    Prober prober = new Prober(links, health, exchange.get());
    long interval = PERIOD_MILLIS / links.peers().size();
    ticks =
        scheduler.scheduleAtFixedRate(
            () -> tick(prober), interval, interval, TimeUnit.MILLISECONDS);
  }

  /** A schedule ends with its first exception, so a bug of ours is logged and the ticks go on. */
  private static void tick(Prober prober) {
    try {
      prober.tick();
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "a probe failed here; no peer is accused", bug);
    }
  }

  @PreDestroy
  void stop() {
    if (ticks != null) {
      ticks.cancel(false);
    }
  }
}
