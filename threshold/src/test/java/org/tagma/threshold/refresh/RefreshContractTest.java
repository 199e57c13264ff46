package org.tagma.threshold.refresh;

class RefreshContractTest extends RefreshContract {
  RefreshContractTest() {
    super("SECP256K1");
  }
}
