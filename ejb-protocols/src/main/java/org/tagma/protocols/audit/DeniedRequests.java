package org.tagma.protocols.audit;

/** Records requests that were turned away at the door. */
public interface DeniedRequests {

  /**
   * Writes one DENIED record for a 401 or a 403.
   *
   * @param denied what was refused, and to whom
   */
  void record(Denied denied);

  /**
   * A request that was turned away.
   *
   * @param operationId the UUIDv7 given to the request on arrival
   * @param subject who asked; null when not authenticated
   * @param status 401 or 403
   * @param error the error type's name
   * @param details the detail of the answer
   */
  record Denied(
      String operationId,
      String subject,
      String method,
      String path,
      String remoteAddress,
      int status,
      String error,
      String details) {}
}
