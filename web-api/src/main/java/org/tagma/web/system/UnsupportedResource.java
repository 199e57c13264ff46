package org.tagma.web.system;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

/**
 * Paths that spec/api.md documents and this version does not do: they say so, which is friendlier
 * than not to be there.
 */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class UnsupportedResource {
  @Context private UriInfo uri;

  /** Operations. */
  @POST
  @Path("{path: integrity/rotate}")
  public void operation() throws OperationFailed {
    throw unsupported();
  }

  private OperationFailed unsupported() {
    return new OperationFailed(
        ErrorType.UNSUPPORTED,
        "'" + uri.getPath(false) + "' is documented but not supported in this version");
  }
}
