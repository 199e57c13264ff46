package org.tagma.protocols.operation;

import java.util.Optional;
import java.util.OptionalInt;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;

/** Answers what a key's certificate alone can answer; no peer is asked. */
public interface Verification {

  /** Verifies a signature under a certified public key. */
  Verified verify(RequestContext context, VerifyRequest request) throws OperationFailed;

  /**
   * Finds a certified public key.
   *
   * @param generation the key generation; the active one when empty
   * @param tweak which key is derived from it; empty for that itself
   */
  PublicKey publicKey(
      RequestContext context, String keyId, OptionalInt generation, Optional<String> tweak)
      throws OperationFailed;
}
