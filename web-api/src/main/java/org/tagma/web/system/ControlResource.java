package org.tagma.web.system;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.failure.ReportedFault;
import org.tagma.protocols.keeper.ClusterStatus;
import org.tagma.protocols.keeper.KeeperStatus;
import org.tagma.protocols.operation.ModuliCertified;
import org.tagma.protocols.operation.ModuliSetup;
import org.tagma.protocols.operation.PeerRelease;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.web.access.Audited;
import org.tagma.web.access.Permission;
import org.tagma.web.http.Exchange;
import org.tagma.web.request.ModuliRequest;
import org.tagma.web.request.ReleaseRequest;
import org.tagma.web.request.RequestReader;

/** The state of the cluster, who is barred from it, and what the caller may do. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class ControlResource {
  @Context private HttpServletRequest http;
  @Inject private KeeperStatus keeper;
  @Inject private PeerRelease releases;
  @Inject private ModuliSetup moduli;

  /** The answer of {@code GET /control/me}. */
  public record Me(String subject, List<String> permissions) {}

  /** The answer of {@code POST /control/moduli}. */
  public record Moduli(
      int epoch,
      String set,
      byte[] bundleHash64,
      List<String> imposters,
      List<String> dead,
      List<String> refused,
      List<ReportedFault> faults,
      String operationId) {

    static Moduli of(ModuliCertified certified) {
      FaultReport faults = certified.faults();
      return new Moduli(
          certified.epoch(),
          certified.set(),
          certified.bundleHash(),
          faults.imposters(),
          faults.dead(),
          faults.refused(),
          faults.faults(),
          certified.operationId());
    }
  }

  /** Has all keepers set up new moduli for threshold ECDSA. */
  @POST
  @Path("control/moduli")
  @Consumes(MediaType.APPLICATION_JSON)
  @Permission(Permissions.MODULI)
  @Audited(ModuliSetup.EVENT)
  public Moduli renew(byte[] body) throws OperationFailed {
    RequestReader json = RequestReader.of(body);
    Optional<ParameterSet> set = ModuliRequest.of(json).set();
    return Moduli.of(moduli.renew(Exchange.of(http).handOver(body, json.json()), set));
  }

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
