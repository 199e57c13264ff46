package org.tagma.threshold.importing;

class ImportEd25519ContractTest extends ImportContract {
  ImportEd25519ContractTest() {
    super("ED25519");
  }
}
