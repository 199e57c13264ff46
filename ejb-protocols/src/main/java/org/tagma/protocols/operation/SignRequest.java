package org.tagma.protocols.operation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.tagma.threshold.frost.SigningOptions;
import org.tagma.threshold.gg20.EcdsaEncoding;

/**
 * A request to sign, already validated.
 *
 * @param keyId the key to sign with
 * @param algorithm the protocol
 * @param operations the messages by the client's own ids, in the order of the request; at least one
 * @param options how they are signed
 * @param encoding how an ECDSA signature is encoded
 */
public record SignRequest(
    String keyId,
    Algorithm algorithm,
    Map<String, byte[]> operations,
    SigningOptions options,
    EcdsaEncoding encoding) {

  public SignRequest {
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(algorithm, "algorithm");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(encoding, "encoding");
    operations = Collections.unmodifiableMap(new LinkedHashMap<>(operations));
  }
}
