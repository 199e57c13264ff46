package org.tagma.protocols.operation;

import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;

/** Decrypts with a threshold of the keepers; this keeper coordinates. */
public interface Decryption {

  /** Decrypts the ciphertext. The caller's permission is checked by whoever calls. */
  Decrypted decrypt(RequestContext context, DecryptCiphertext request) throws OperationFailed;
}
