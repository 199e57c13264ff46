package org.tagma.threshold.reshare;

class ReshareEd25519ContractTest extends ReshareContract {
  ReshareEd25519ContractTest() {
    super("ED25519");
  }
}
