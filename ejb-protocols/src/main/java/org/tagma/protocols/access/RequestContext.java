package org.tagma.protocols.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * Where an operation comes from: who asked, and with which request. The credential is a secret and
 * shows in no text form.
 *
 * @param operationId the UUIDv7 given to the request on arrival
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

  public RequestContext {
    Objects.requireNonNull(operationId, "operationId");
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(credential, "credential");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(request, "request");
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
