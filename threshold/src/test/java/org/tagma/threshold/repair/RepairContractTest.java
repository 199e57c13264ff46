package org.tagma.threshold.repair;

import org.tagma.threshold.testkit.Schedules;

class RepairContractTest extends RepairContract {
  RepairContractTest() {
    super("SECP256K1");
  }

  @Override
  protected int schedules() {
    return Schedules.share(1_850);
  }

  @Override
  protected boolean isMainSuite() {
    return true;
  }
}
