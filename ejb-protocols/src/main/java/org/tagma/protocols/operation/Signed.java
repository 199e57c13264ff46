package org.tagma.protocols.operation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tagma.protocols.failure.FaultReport;

/**
 * Signatures, and who was found at fault on the way.
 *
 * @param type how the signatures are encoded
 * @param signatures the signatures by the client's own ids, in the order of the request
 * @param generation the key generation that signed, from 1
 * @param attempts how many sessions were opened
 */
public record Signed(
    SignatureType type,
    Map<String, byte[]> signatures,
    int generation,
    FaultReport faults,
    String operationId,
    int attempts) {

  public Signed {
    signatures = Collections.unmodifiableMap(new LinkedHashMap<>(signatures));
  }
}
