package org.tagma.protocols.session;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;

/**
 * Finds the identity key of today, before this keeper signs anything; without it the keeper does
 * not start.
 */
@Singleton
@Startup
@DependsOn("DatabaseSetup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class IdentityStartup {
  @Inject KeySuccessions successions;

  @PostConstruct
  void load() {
    try {
      successions.load();
    } catch (IOException e) {
      throw new IllegalStateException("the identity key of today is not to be had", e);
    }
  }
}
