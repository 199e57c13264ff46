package org.tagma.protocols.operation;

import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;

/** Generates keys with all keepers; this keeper coordinates. */
public interface KeyGeneration {

  /** Makes a generation and certifies it; fails closed when any keeper is missing or lies. */
  KeyCreated generate(RequestContext context, NewKey request) throws OperationFailed;
}
