package org.tagma.protocols.operation;

import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;

/** Signs with a threshold of the keepers; this keeper coordinates. */
public interface Signing {

  /** Signs every message of the request. The caller's permission is checked by whoever calls. */
  Signed sign(RequestContext context, SignRequest request) throws OperationFailed;
}
