package org.tagma.web.system;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.keeper.ClusterStatus;
import org.tagma.protocols.keeper.KeeperStatus;
import org.tagma.web.access.Permission;
import org.tagma.web.http.Exchange;

/** The state of the cluster, and what the caller may do. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class ControlResource {
  @Context private HttpServletRequest http;
  @Inject private KeeperStatus keeper;

  /** The answer of {@code GET /control/me}. */
  public record Me(String subject, List<String> permissions) {}

  /** The cluster as this keeper sees it. */
  @GET
  @Path("control/system")
  @Permission("tagma.control.system")
  public ClusterStatus system() {
    return keeper.cluster();
  }

  /** Who the caller is, and what it may do. */
  @GET
  @Path("control/me")
  public Me me() {
    Caller caller = Exchange.of(http).caller().orElseThrow();
    return new Me(caller.subject(), caller.permissions().grants());
  }
}
