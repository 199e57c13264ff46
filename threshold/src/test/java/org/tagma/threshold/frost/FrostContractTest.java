package org.tagma.threshold.frost;

/** FROST(secp256k1, SHA-256), in which most of the schedules are simulated. */
class FrostContractTest extends FrostContract {
  FrostContractTest() {
    super(FrostSuite.SECP256K1, "{}");
  }

  @Override
  protected int schedules() {
    return Integer.getInteger("tagma.schedules", 1_000);
  }
}
