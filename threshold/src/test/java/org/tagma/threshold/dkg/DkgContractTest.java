package org.tagma.threshold.dkg;

import org.tagma.threshold.testkit.Schedules;

/** Key generation on secp256k1. */
class DkgContractTest extends DkgContract {
  DkgContractTest() {
    super("SECP256K1");
  }

  @Override
  protected int schedules() {
    return Schedules.share(1_600);
  }

  @Override
  protected boolean isMainSuite() {
    return true;
  }
}
