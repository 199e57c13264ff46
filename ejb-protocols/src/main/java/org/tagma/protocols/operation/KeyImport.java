package org.tagma.protocols.operation;

import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.importing.ImportRequest;

/** Takes private keys that were made elsewhere. */
public interface KeyImport {
  /** How the audit calls it. */
  String EVENT = ImportRequest.OP;

  /**
   * Deals a private key to all keepers, and has them refresh their shares at once, in an operation
   * of its own, which the outcome record of this one names: when that fails, the key is imported
   * all the same.
   *
   * @param context whose request and body have the private key's hash in the place of it
   * @param request is closed as soon as the dealing begins
   * @throws OperationFailed KEY_ALREADY_EXISTS, or what every operation may end with when a keeper
   *     is missing; then nothing is active
   */
  KeyImported store(RequestContext context, KeyToImport request) throws OperationFailed;
}
