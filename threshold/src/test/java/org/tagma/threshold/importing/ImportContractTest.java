package org.tagma.threshold.importing;

class ImportContractTest extends ImportContract {
  ImportContractTest() {
    super("SECP256K1");
  }
}
