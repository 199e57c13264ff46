package org.tagma.web.arrival;

import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.web.http.Exchange;
import org.tagma.web.problem.Problems;

/**
 * Reads the body, up to the limit of the listener. What is too large is read on and thrown away, up
 * to a bound, before the answer: a client that is still sending would otherwise see a reset
 * connection instead of the 413.
 */
@Provider
@Priority(Priorities.ENTITY_CODER)
public final class BodyLimit implements ContainerRequestFilter {
  /** The largest body of a client: 10 MiB. */
  public static final int CLIENT_BYTES = 10 << 20;

  /** The largest body of a peer: 16 MiB. */
  public static final int PEER_BYTES = 16 << 20;

  private static final long DISCARDED_BYTES = 256L << 20;

  @Context private HttpServletRequest http;

  /** A body that breaks off is the sender's affair: no bug of ours, and no server error. */
  @Override
  public void filter(ContainerRequestContext request) {
    try {
      read(request);
    } catch (IOException brokenOff) {
      OperationFailed incomplete =
          new OperationFailed(ErrorType.INVALID_REQUEST_BODY, "the request body broke off");
      request.abortWith(Problems.response(Exchange.of(http), incomplete));
    }
  }

  private void read(ContainerRequestContext request) throws IOException {
    int limit = http.getRequestURI().startsWith("/peer/") ? PEER_BYTES : CLIENT_BYTES;
    InputStream body = request.getEntityStream();
    if (http.getContentLengthLong() <= limit) {
      Optional<Body> read = Body.read(body, limit);
      if (read.isPresent()) {
        request.setEntityStream(read.get());
        return;
      }
    }
    discard(body);
    OperationFailed tooLarge =
        new OperationFailed(
            ErrorType.PAYLOAD_TOO_LARGE, "the request body is larger than " + limit + " bytes");
    request.abortWith(Problems.response(Exchange.of(http), tooLarge));
  }

  private static void discard(InputStream body) throws IOException {
    byte[] buffer = new byte[64 << 10];
    long left = DISCARDED_BYTES;
    for (int n = body.read(buffer); n >= 0 && left > 0; n = body.read(buffer)) {
      left -= n;
    }
  }
}
