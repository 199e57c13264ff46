package org.tagma.protocols.operation;

import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;

/** Destroys generations of keys that others have followed. */
public interface KeyDestruction {
  /**
   * Has all holders that can be reached erase their shares of a generation, for good.
   *
   * @throws OperationFailed KEY_NOT_FOUND, or DESTROY_FORBIDDEN for the active generation and the
   *     one before it, or what every operation may end with when so many holders are missing that
   *     they could use the generation
   */
  Destroyed destroy(RequestContext context, DestroyGeneration request) throws OperationFailed;
}
