package org.tagma.threshold.reshare;

class ReshareP256ContractTest extends ReshareContract {
  ReshareP256ContractTest() {
    super("P256");
  }
}
