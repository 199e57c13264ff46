package org.tagma.tests.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class KeeperInContainerTest extends KeeperInContainer {
  @Inject private Config config;

  @Test
  void readsTheKeepersOwnSettings() {
    assertEquals("keeper-1", config.getValue("tagma.peer-id", String.class));
  }
}
