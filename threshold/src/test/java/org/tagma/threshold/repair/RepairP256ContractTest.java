package org.tagma.threshold.repair;

class RepairP256ContractTest extends RepairContract {
  RepairP256ContractTest() {
    super("P256");
  }
}
