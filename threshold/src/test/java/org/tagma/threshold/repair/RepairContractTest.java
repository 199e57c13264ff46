package org.tagma.threshold.repair;

class RepairContractTest extends RepairContract {
  RepairContractTest() {
    super("SECP256K1");
  }
}
