package org.tagma.threshold.refresh;

class RefreshEd25519ContractTest extends RefreshContract {
  RefreshEd25519ContractTest() {
    super("ED25519");
  }
}
