package org.tagma.web.operation;

import java.util.List;
import org.tagma.protocols.operation.KeyCreated;

/** The answer of {@code POST /dkg}. */
public record KeyCreatedAnswer(
    String keyId,
    int generation,
    byte[] publicKey64,
    List<String> imposters,
    List<String> dead,
    String operationId) {

  static KeyCreatedAnswer of(KeyCreated key) {
    return new KeyCreatedAnswer(
        key.keyId(),
        key.generation(),
        key.publicKey(),
        key.faults().imposters(),
        key.faults().dead(),
        key.operationId());
  }
}
