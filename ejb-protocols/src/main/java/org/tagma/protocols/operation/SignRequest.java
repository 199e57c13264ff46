package org.tagma.protocols.operation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A request to sign, already validated.
 *
 * @param keyId the key to sign with
 * @param algorithm the protocol
 * @param operations the messages by the client's own ids, in the order of the request; at least one
 */
public record SignRequest(String keyId, Algorithm algorithm, Map<String, byte[]> operations) {

  public SignRequest {
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(algorithm, "algorithm");
    operations = Collections.unmodifiableMap(new LinkedHashMap<>(operations));
  }
}
