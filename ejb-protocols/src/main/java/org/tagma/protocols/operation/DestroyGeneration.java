package org.tagma.protocols.operation;

import java.util.Objects;

/**
 * A request to destroy a generation of a key, already validated.
 *
 * @param keyId the id of the key
 * @param version the generation, from 1
 */
public record DestroyGeneration(String keyId, int version) {
  public DestroyGeneration {
    Objects.requireNonNull(keyId, "keyId");
  }
}
