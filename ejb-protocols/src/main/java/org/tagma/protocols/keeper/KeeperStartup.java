package org.tagma.protocols.keeper;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Tests and warms the keeper up as it starts; only then does it report ready (DESIGN section 5,
 * "Start-up").
 */
@Singleton
@Startup
@DependsOn("IdentityStartup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeeperStartup {
  private static final Logger LOG = System.getLogger(KeeperStartup.class.getName());
  private static final int WARM_UP_SIGNATURES = 4; // in each suite

  @Inject Readiness readiness;
  @Inject KeeperConfiguration configuration;
  @Inject Seal seal;
  @Resource ManagedExecutorService executor;

  @PostConstruct
  void start() {
    executor.execute(this::warmUp);
  }

  private void warmUp() {
    try {
      new SelfTest().run(WARM_UP_SIGNATURES);
    } catch (IllegalStateException e) {
      LOG.log(
          Level.ERROR, "the self-test failed, this keeper takes no operation: {0}", e.getMessage());
      return;
    }
    readiness.tested();
    LOG.log(Level.INFO, "{0} is tested and warm; seal: {1}", configuration.peerId(), seal.state());
  }
}
