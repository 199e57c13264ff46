package org.tagma.protocols.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * Where an operation comes from: who asked, and with which request. The credential is a secret and
 * shows in no text form.
 *
 * @param operationId the UUIDv7 given to the request on arrival; with a suffix for its {@link
 *     #next} operation
 * @param caller who asked
 * @param credential the token exactly as the client sent it, to travel beside the envelopes
 * @param method the HTTP method
 * @param path the request path with its query
 * @param remoteAddress the client's address
 * @param body the request body exactly as received, but for a private key, in whose place its hash
 *     stands; empty when there is none
 * @param request the body as JSON; a missing node when there is none
 */
public record RequestContext(
    String operationId,
    Caller caller,
    String credential,
    String method,
    String path,
    String remoteAddress,
    byte[] body,
    JsonNode request) {
  private static final String NEXT = ".next";

  public RequestContext {
    Objects.requireNonNull(operationId, "operationId");
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(credential, "credential");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(request, "request");
  }

  /** The same request's next operation, where one is not all that it asks for. */
  public RequestContext next() {
    return new RequestContext(
        operationId + NEXT, caller, credential, method, path, remoteAddress, body, request);
  }

  /** The first operation of the request that one belongs to. */
  public static String first(String operationId) {
    return operationId.endsWith(NEXT)
        ? operationId.substring(0, operationId.length() - NEXT.length())
        : operationId;
  }

  @Override
  public String toString() {
    return "RequestContext[operationId="
        + operationId
        + ", subject="
        + caller.subject()
        + ", "
        + method
        + " "
        + path
        + "]";
  }
}
