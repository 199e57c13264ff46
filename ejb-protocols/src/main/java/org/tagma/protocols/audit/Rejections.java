package org.tagma.protocols.audit;

/** Records requests that were turned away before any service took them over. */
public interface Rejections {

  /** Writes one record; returns when it is durable. */
  void record(Rejection rejection);

  /**
   * A request that was turned away.
   *
   * @param event {@link #DENIED} for a 401 or a 403, {@link #LIMITED} for what came too often, else
   *     the operation that was asked for
   * @param operationId the UUIDv7 given to the request on arrival
   * @param subject who asked; null when not authenticated
   * @param path the request path with its query
   * @param status the HTTP status of the answer, 400 to 499
   * @param error the error type's name
   * @param details the detail of the answer
   */
  record Rejection(
      String event,
      String operationId,
      String subject,
      String method,
      String path,
      String remoteAddress,
      int status,
      String error,
      String details) {

    /** The event of a request that was not authenticated or not permitted. */
    public static final String DENIED = "DENIED";

    /** The event of a caller whose requests come too often; one record stands for many of them. */
    public static final String LIMITED = "RATE_LIMITED";
  }
}
