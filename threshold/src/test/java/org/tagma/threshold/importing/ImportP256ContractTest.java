package org.tagma.threshold.importing;

class ImportP256ContractTest extends ImportContract {
  ImportP256ContractTest() {
    super("P256");
  }
}
