package org.tagma.threshold.frost;

import org.tagma.threshold.testkit.Schedules;

/** FROST(secp256k1, SHA-256). */
class FrostContractTest extends FrostContract {
  FrostContractTest() {
    super(FrostSuite.SECP256K1, "{}");
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
