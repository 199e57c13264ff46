package org.tagma.threshold.reshare;

class ReshareContractTest extends ReshareContract {
  ReshareContractTest() {
    super("SECP256K1");
  }
}
