package org.tagma.threshold.dkg;

/** Key generation on P-256. */
class DkgP256ContractTest extends DkgContract {
  DkgP256ContractTest() {
    super("P256");
  }
}
