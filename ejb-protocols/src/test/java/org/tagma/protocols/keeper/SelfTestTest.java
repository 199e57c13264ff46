package org.tagma.protocols.keeper;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

class SelfTestTest {
  @Test
  void everySuiteGoesThroughTheEngine() {
    assertDoesNotThrow(() -> new SelfTest().run(2));
  }
}
