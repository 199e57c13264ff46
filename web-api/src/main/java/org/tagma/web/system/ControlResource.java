package org.tagma.web.system;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.ClusterStatus;
import org.tagma.protocols.keeper.KeeperStatus;
import org.tagma.protocols.operation.PeerRelease;
import org.tagma.web.access.Audited;
import org.tagma.web.access.Permission;
import org.tagma.web.http.Exchange;
import org.tagma.web.request.ReleaseRequest;
import org.tagma.web.request.RequestReader;

/** The state of the cluster, who is barred from it, and what the caller may do. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class ControlResource {
  @Context private HttpServletRequest http;
  @Inject private KeeperStatus keeper;
  @Inject private PeerRelease releases;

  /** The answer of {@code GET /control/me}. */
  public record Me(String subject, List<String> permissions) {}

  /** The cluster as this keeper sees it. */
  @GET
  @Path("control/system")
  @Permission("tagma.control.system")
  public ClusterStatus system() throws OperationFailed {
    return keeper.cluster();
  }

  /** Lets a keeper out of this keeper's quarantine. */
  @DELETE
  @Path("control/peers/{keeper}/quarantine")
  @Consumes(MediaType.APPLICATION_JSON)
  @Permission("tagma.peer.release")
  @Audited(PeerRelease.EVENT)
  public void release(@PathParam("keeper") String name, byte[] body) throws OperationFailed {
    RequestReader json = RequestReader.of(body);
    ReleaseRequest request = ReleaseRequest.of(json);
    releases.release(Exchange.of(http).handOver(body, json.json()), name, request.reason());
  }

  /** Who the caller is, and what it may do. */
  @GET
  @Path("control/me")
  public Me me() {
    Caller caller = Exchange.of(http).caller().orElseThrow();
    return new Me(caller.subject(), caller.permissions().grants());
  }
}
