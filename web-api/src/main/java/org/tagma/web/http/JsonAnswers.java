package org.tagma.web.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Writes the answer records of this API as JSON. A filter and no message body writer: among the
 * writers for any object, the server's own JSON-B may come first, and then bytes are not base64.
 */
@Provider
public final class JsonAnswers implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Object answer = response.getEntity();
    if (answer != null && !(answer instanceof String) && !(answer instanceof byte[])) {
      response.setEntity(Json.bytes(answer));
    }
  }
}
