package org.tagma.web.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;

/**
 * One request on its way through this server: the operation id it got on arrival, who sent it once
 * that is known, and whether a service has taken it over. Lives in a request attribute, so that
 * error pages see the same one.
 */
public final class Exchange {
  /** The header that carries the operation id of every answer. */
  public static final String OPERATION_ID = "X-Operation-Id";

  private static final String ATTRIBUTE = Exchange.class.getName();
  private static final byte[] NO_BODY = {};

  private final HttpServletRequest http;
  private final String operationId = OperationId.next();
  private Caller caller;
  private String credential;
  private boolean handedOver;
  private OperationFailed failure;

  private Exchange(HttpServletRequest http) {
    this.http = http;
  }

  /** The exchange of a request; the first call is its arrival. */
  public static Exchange of(HttpServletRequest http) {
    if (http.getAttribute(ATTRIBUTE) instanceof Exchange exchange) {
      return exchange;
    }
    Exchange exchange = new Exchange(http);
    http.setAttribute(ATTRIBUTE, exchange);
    return exchange;
  }

  /** The UUIDv7 of this request. */
  public String operationId() {
    return operationId;
  }

  /** Remembers who sent the request, and with which credential. */
  public void authenticated(Caller by, String with) {
    this.caller = by;
    this.credential = with;
  }

  /** Who sent the request; empty until authenticated. */
  public Optional<Caller> caller() {
    return Optional.ofNullable(caller);
  }

  /** The HTTP method. */
  public String method() {
    return http.getMethod();
  }

  /** The path as a URI reference, without the query; what is no valid path is escaped. */
  public String path() {
    // an error page runs under a path of its own
    Object failed = http.getAttribute("jakarta.servlet.error.request_uri");
    String raw = failed == null ? http.getRequestURI() : failed.toString();
    try {
      return new URI(raw).toString();
    } catch (URISyntaxException malformed) {
      return escaped(raw);
    }
  }

  private static String escaped(String raw) {
    try {
      return new URI(null, null, raw, null).toASCIIString();
    } catch (URISyntaxException hopeless) {
      return "/";
    }
  }

  /** The path with the query, as sent. */
  public String target() {
    return http.getQueryString() == null ? path() : path() + "?" + http.getQueryString();
  }

  /** The client's address. */
  public String remoteAddress() {
    return http.getRemoteAddr();
  }

  /**
   * Hands a request with a body over to a service: from now on the service writes the audit record.
   */
  public RequestContext handOver(byte[] body, JsonNode request) {
    handedOver = true;
    return new RequestContext(
        operationId, caller, credential, method(), target(), remoteAddress(), body, request);
  }

  /** Hands a request without a body over to a service. */
  public RequestContext handOver() {
    return handOver(NO_BODY, MissingNode.getInstance());
  }

  /** Whether a service has taken the request over. */
  public boolean handedOver() {
    return handedOver;
  }

  /** Remembers what the answer says went wrong. */
  public void failed(OperationFailed with) {
    this.failure = with;
  }

  /** What the answer says went wrong. */
  public Optional<OperationFailed> failure() {
    return Optional.ofNullable(failure);
  }
}
