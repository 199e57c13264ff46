package org.tagma.web.access;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.OptionalInt;
import org.tagma.protocols.access.Authenticator;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.CallerRates;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.web.http.Exchange;
import org.tagma.web.problem.Problems;

/**
 * Authenticates every request to the client API that is not {@link Open}, turns away those of a
 * caller that comes too often, and checks the permission its method names.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class Entrance implements ContainerRequestFilter {
  @Context private ResourceInfo resource;
  @Context private HttpServletRequest http;
  @Inject private Authenticator authenticator;
  @Inject private CallerRates rates;

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    if (method == null
        || method.isAnnotationPresent(Open.class)
        || http.getMethod().equals("OPTIONS")) {
      return;
    }
    Exchange exchange = Exchange.of(http);
    try {
      authenticate(exchange);
      limit(exchange);
      checkBinding(exchange, method);
      Permission needed = method.getAnnotation(Permission.class);
      if (needed != null) {
        Gate.permit(exchange, needed.value());
      }
    } catch (OperationFailed denied) {
      request.abortWith(Problems.response(exchange, denied));
    }
  }

  private void authenticate(Exchange exchange) throws OperationFailed {
    Credentials given = Credentials.of(http::getHeader);
    Optional<String> refusal =
        authenticator
            .authenticate(given.bearer(), given.xJwt(), given.xDev())
            .fold(
                caller -> {
                  exchange.authenticated(caller, credential(given));
                  return Optional.empty();
                },
                Optional::of);
    if (refusal.isPresent()) {
      throw new OperationFailed(ErrorType.UNAUTHENTICATED, refusal.get());
    }
  }

  private static void checkBinding(Exchange exchange, Method method) throws OperationFailed {
    if (exchange.caller().flatMap(Caller::binding).isPresent()
        && !method.isAnnotationPresent(Bindable.class)) {
      throw new OperationFailed(
          ErrorType.UNAUTHENTICATED,
          "the token is for one request, of another operation than this");
    }
  }

  private void limit(Exchange exchange) throws OperationFailed {
    OptionalInt pause = rates.refuse(exchange.caller().orElseThrow().subject());
    if (pause.isPresent()) {
      throw new OperationFailed(
          ErrorType.RATE_LIMITED,
          "these are more requests than this keeper takes from one caller: come again later",
          FaultReport.none(),
          null,
          pause);
    }
  }

  private static String credential(Credentials given) {
    return Authenticator.credential(given.bearer(), given.xJwt(), given.xDev()).orElseThrow();
  }
}
