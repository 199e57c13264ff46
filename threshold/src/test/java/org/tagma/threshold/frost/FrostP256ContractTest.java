package org.tagma.threshold.frost;

/** FROST(P-256, SHA-256). */
class FrostP256ContractTest extends FrostContract {
  FrostP256ContractTest() {
    super(FrostSuite.P256, "{}");
  }
}
