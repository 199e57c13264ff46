package org.tagma.threshold.refresh;

class RefreshP256ContractTest extends RefreshContract {
  RefreshP256ContractTest() {
    super("P256");
  }
}
