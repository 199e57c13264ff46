package org.tagma.protocols.operation;

import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;

/** Finds out what the keepers have of a key, and brings them together. */
public interface Consistency {
  /** The operation's name in the audit. */
  String EVENT = "consistency/fix";

  /**
   * Gives keepers the certificate that they wait for, and one that has lost its share the share,
   * from t others.
   *
   * @return what is left to do
   */
  ConsistencyReport fix(RequestContext context, String keyId) throws OperationFailed;
}
