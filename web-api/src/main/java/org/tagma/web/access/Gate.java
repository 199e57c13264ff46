package org.tagma.web.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.TokenBinding;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.web.http.Exchange;

/** Decides whether a caller may go on. */
public final class Gate {
  private Gate() {}

  /** A request as every keeper sees it. */
  @FunctionalInterface
  public interface SessionRequest {
    /** {op, request}; throws when it is not even worth asking for. */
    ObjectNode read() throws OperationFailed;
  }

  /**
   * Lets a caller pass whose token is for any request, or for this one.
   *
   * @param request read only where the token is for one
   */
  public static void bind(Exchange exchange, SessionRequest request) throws OperationFailed {
    Optional<TokenBinding> token = exchange.caller().flatMap(Caller::binding);
    if (token.isPresent() && !token.get().fits(request.read())) {
      throw new OperationFailed(
          ErrorType.UNAUTHENTICATED, "the token is for another request: its 'req' is not of this");
    }
  }

  /** Lets a caller with this permission pass, and nobody else. */
  public static void permit(Exchange exchange, String permission) throws OperationFailed {
    if (exchange.caller().filter(caller -> caller.may(permission)).isEmpty()) {
      throw new OperationFailed(
          ErrorType.NOT_ENOUGH_PERMISSIONS, "the permission " + permission + " is missing");
    }
  }
}
