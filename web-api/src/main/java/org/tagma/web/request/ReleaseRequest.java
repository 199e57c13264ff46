package org.tagma.web.request;

import org.tagma.protocols.failure.OperationFailed;

/**
 * The body of {@code DELETE /control/peers/{keeper}/quarantine}.
 *
 * @param reason why the keeper is trusted again, 1 to {@link #MOST} characters, not all blank
 */
public record ReleaseRequest(String reason) {
  /** The longest reason, characters. */
  public static final int MOST = 500;

  /** Reads it. */
  public static ReleaseRequest of(RequestReader request) throws OperationFailed {
    request.only("reason");
    String reason = request.text("reason");
    if (reason.isBlank() || reason.length() > MOST) {
      throw RequestReader.invalid("field 'reason' must have 1 to " + MOST + " characters");
    }
    return new ReleaseRequest(reason);
  }
}
