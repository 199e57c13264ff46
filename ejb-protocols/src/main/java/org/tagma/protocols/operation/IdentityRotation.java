package org.tagma.protocols.operation;

import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;

/** Gives this keeper another identity key, on record. */
public interface IdentityRotation {
  /** The event's name in the audit. */
  String EVENT = "integrity.rotate";

  /**
   * Signs with a new key from now on; the keys of before stay published.
   *
   * @throws OperationFailed AUDIT_FAILED when nothing can be made durable: nothing was done
   */
  void rotate(RequestContext context) throws OperationFailed;
}
