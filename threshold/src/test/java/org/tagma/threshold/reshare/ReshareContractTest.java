package org.tagma.threshold.reshare;

import org.tagma.threshold.testkit.Schedules;

class ReshareContractTest extends ReshareContract {
  ReshareContractTest() {
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
