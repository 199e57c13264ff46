package org.tagma.web.arrival;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.web.http.Exchange;
import org.tagma.web.problem.FailureMapper;
import org.tagma.web.problem.Problems;

/**
 * The first to see a request: gives it its operation id, turns away what came in by the wrong
 * listener or is not a valid URI, and answers for whatever escapes further in.
 */
@WebFilter("/*")
public final class Arrival extends HttpFilter {
  private static final long serialVersionUID = 1L;

  // pct-encoded = "%" HEXDIG HEXDIG, RFC 3986 section 2.1
  private static final Pattern MALFORMED_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final transient KeeperConfiguration configuration;

  /**
   * For the container.
   *
   * @param configuration asked at each request: with a configuration that can't be read every
   *     request fails, instead of none being turned away
   */
  @Inject
  public Arrival(KeeperConfiguration configuration) {
    this.configuration = configuration;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Exchange exchange = Exchange.of(request);
    response.setHeader(Exchange.OPERATION_ID, exchange.operationId());
    try {
      Optional<OperationFailed> turnedAway = turnAway(request, exchange);
      if (turnedAway.isPresent()) {
        Problems.write(exchange, turnedAway.get(), response);
        return;
      }
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException escaped) {
      Throwable cause =
          escaped instanceof ServletException wrapper && wrapper.getRootCause() != null
              ? wrapper.getRootCause()
              : escaped;
      Problems.write(exchange, FailureMapper.failure(exchange, cause), response);
    }
  }

  private Optional<OperationFailed> turnAway(HttpServletRequest request, Exchange exchange) {
    Listeners listeners = new Listeners(configuration.clientPort(), configuration.peerPort());
    if (!listeners.serves(request.getLocalPort(), request.getRequestURI())) {
      return Optional.of(
          new OperationFailed(
              ErrorType.NOT_FOUND, "there is nothing at " + exchange.path() + " on this port"));
    }
    if (malformed(request.getRequestURI()) || malformed(request.getQueryString())) {
      return Optional.of(
          new OperationFailed(
              ErrorType.INVALID_REQUEST_BODY,
              "the request target has a percent sign that is no percent-encoding"));
    }
    return Optional.empty();
  }

  private static boolean malformed(String uriPart) {
    return uriPart != null && MALFORMED_ESCAPE.matcher(uriPart).find();
  }
}
