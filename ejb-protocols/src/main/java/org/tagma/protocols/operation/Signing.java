package org.tagma.protocols.operation;

/** Signs with a threshold of the keepers; this keeper coordinates. */
public interface Signing {

  /** Signs every message of the request. The caller's permission is checked by whoever calls. */
  Signed sign(RequestContext context, SignRequest request) throws OperationFailed;
}
