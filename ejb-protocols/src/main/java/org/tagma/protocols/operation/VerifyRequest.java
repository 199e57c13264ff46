package org.tagma.protocols.operation;

import java.util.Objects;
import java.util.OptionalInt;
import org.tagma.threshold.frost.SigningOptions;

/**
 * A request to verify a signature, already validated.
 *
 * @param data the signed message
 * @param signature the signature, encoded as {@code type} says; its length is not yet checked
 * @param generation the key generation; the active one when empty
 * @param options how it was signed
 */
public record VerifyRequest(
    String keyId,
    SignatureType type,
    byte[] data,
    byte[] signature,
    OptionalInt generation,
    SigningOptions options) {

  public VerifyRequest {
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(generation, "generation");
    Objects.requireNonNull(options, "options");
  }
}
