package org.tagma.threshold.repair;

class RepairEd25519ContractTest extends RepairContract {
  RepairEd25519ContractTest() {
    super("ED25519");
  }
}
