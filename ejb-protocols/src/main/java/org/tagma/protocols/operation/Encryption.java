package org.tagma.protocols.operation;

import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;

/** Encrypts for a key of the cluster; no other keeper is asked. */
public interface Encryption {

  /** Encrypts the plaintext. The caller's permission is checked by whoever calls. */
  Encrypted encrypt(RequestContext context, EncryptPlaintext request) throws OperationFailed;
}
