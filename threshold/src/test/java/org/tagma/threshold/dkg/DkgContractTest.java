package org.tagma.threshold.dkg;

/** Key generation on secp256k1. */
class DkgContractTest extends DkgContract {
  DkgContractTest() {
    super("SECP256K1");
  }
}
