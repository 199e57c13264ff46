package org.tagma.threshold.refresh;

import org.tagma.threshold.testkit.Schedules;

class RefreshContractTest extends RefreshContract {
  RefreshContractTest() {
    super("SECP256K1");
  }

  @Override
  protected int schedules() {
    return Schedules.share(1_400);
  }

  @Override
  protected boolean isMainSuite() {
    return true;
  }
}
