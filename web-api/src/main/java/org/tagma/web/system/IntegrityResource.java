package org.tagma.web.system;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.IdentityRotation;
import org.tagma.web.access.Audited;
import org.tagma.web.access.Permission;
import org.tagma.web.http.Exchange;

/** The key that this keeper signs messages and records with. */
@Path("integrity")
@Produces(MediaType.APPLICATION_JSON)
public class IntegrityResource {
  @Context private HttpServletRequest http;
  @Inject private IdentityRotation identity;

  /** Signs with a new key from now on. */
  @POST
  @Path("rotate")
  @Permission("tagma.integrity.rotate")
  @Audited(IdentityRotation.EVENT)
  public void rotate() throws OperationFailed {
    identity.rotate(Exchange.of(http).handOver());
  }
}
