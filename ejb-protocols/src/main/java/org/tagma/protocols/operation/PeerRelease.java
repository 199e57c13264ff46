package org.tagma.protocols.operation;

import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;

/** Lets a keeper out of this keeper's quarantine, on record. */
public interface PeerRelease {
  /** The event's name in the audit. */
  String EVENT = "quarantine.release";

  /**
   * Asks the keeper again from now on; the evidence stays.
   *
   * @param keeper {@code keeper-N}
   * @param reason why, for the audit
   * @throws OperationFailed with INVALID_PEER_ID for no keeper of this cluster, with NOT_FOUND for
   *     one that is not in quarantine here
   */
  void release(RequestContext context, String keeper, String reason) throws OperationFailed;
}
