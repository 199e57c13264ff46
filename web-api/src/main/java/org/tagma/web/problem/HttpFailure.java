package org.tagma.web.problem;

import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

/** What the server itself rejects, in the words of this API. */
final class HttpFailure {
  private HttpFailure() {}

  /**
   * The failure behind a bare HTTP status.
   *
   * @param status the status that the server chose
   * @param path the path of the request
   * @param method the method of the request
   */
  static OperationFailed of(int status, String method, String path) {
    return switch (status) {
      case 401 -> new OperationFailed(ErrorType.UNAUTHENTICATED, "authentication is required");
      case 403 -> new OperationFailed(ErrorType.ACCESS_DENIED, "access to " + path + " is denied");
      case 404 -> new OperationFailed(ErrorType.NOT_FOUND, "there is nothing at " + path);
      case 405 ->
          new OperationFailed(ErrorType.METHOD_NOT_ALLOWED, method + " is not allowed at " + path);
      case 406 ->
          new OperationFailed(
              ErrorType.NOT_ACCEPTABLE,
              "none of the media types in Accept is available at " + path);
      case 413 -> new OperationFailed(ErrorType.PAYLOAD_TOO_LARGE, "the request body is too large");
      case 415 ->
          new OperationFailed(
              ErrorType.UNSUPPORTED_MEDIA_TYPE, "the request body has to be application/json");
      case 429 -> new OperationFailed(ErrorType.RATE_LIMITED, "too many requests");
      default ->
          status >= 400 && status < 500
              ? new OperationFailed(ErrorType.INVALID_REQUEST_BODY, "the request is malformed")
              : new OperationFailed(
                  ErrorType.INTERNAL_ERROR, "the request failed for a reason inside this keeper");
    };
  }
}
