package org.tagma.protocols.operation;

import java.util.Objects;
import java.util.OptionalInt;
import org.tagma.threshold.frost.SigningOptions;
import org.tagma.threshold.gg20.EcdsaEncoding;

/**
 * A request to verify a signature, already validated.
 *
 * @param data the signed message
 * @param signature the signature, encoded as {@code type} says; its length is not yet checked
 * @param generation the key generation; the active one when empty
 * @param options how it was signed
 * @param encoding how an ECDSA signature is encoded
 */
public record VerifyRequest(
    String keyId,
    SignatureType type,
    byte[] data,
    byte[] signature,
    OptionalInt generation,
    SigningOptions options,
    EcdsaEncoding encoding) {

  public VerifyRequest {
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(generation, "generation");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(encoding, "encoding");
  }
}
