package org.tagma.web.access;

import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.web.http.Exchange;

/** Decides whether a caller may go on. */
public final class Gate {
  private Gate() {}

  /** Lets a caller with this permission pass, and nobody else. */
  public static void permit(Exchange exchange, String permission) throws OperationFailed {
    if (exchange.caller().filter(caller -> caller.may(permission)).isEmpty()) {
      throw new OperationFailed(
          ErrorType.NOT_ENOUGH_PERMISSIONS, "the permission " + permission + " is missing");
    }
  }
}
