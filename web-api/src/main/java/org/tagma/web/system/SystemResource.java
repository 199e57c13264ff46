package org.tagma.web.system;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.OptionalInt;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.ClusterStatus;
import org.tagma.protocols.keeper.KeeperStatus;
import org.tagma.protocols.keeper.SealStatus;
import org.tagma.protocols.moduli.ModuliStatus;
import org.tagma.protocols.operation.ModuliSetup;
import org.tagma.web.access.Open;

/** The state of this keeper. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class SystemResource {
  private static final int READY_RETRY_SECONDS = 1;

  @Inject private KeeperStatus keeper;
  @Inject private ModuliSetup moduli;

  /** The answer of {@code GET /ping}. */
  public record Ping(boolean ready) {}

  /** The answer of {@code GET /peerId}. */
  public record PeerId(String serviceId, String result) {}

  /** Whether operations can succeed here. */
  @GET
  @Path("ping")
  @Open
  public Ping ping() {
    return new Ping(keeper.ready());
  }

  /** Which keeper this is. */
  @GET
  @Path("peerId")
  public PeerId peerId() {
    return new PeerId("tagma", keeper.id());
  }

  /**
   * The answer of {@code GET /system/status}: as {@link SealStatus} has it, and how far this keeper
   * is with the moduli of threshold ECDSA.
   */
  public record Status(
      String sealedBy,
      SealStatus.State state,
      int progress,
      long wrongShares,
      ModuliStatus moduli) {}

  /** Whether this keeper is initialized and unsealed, and how far it is with its moduli. */
  @GET
  @Path("system/status")
  public Status status() {
    SealStatus seal = keeper.seal();
    return new Status(
        seal.sealedBy(), seal.state(), seal.progress(), seal.wrongShares(), moduli.status());
  }

  /** Answers as long as the server runs. */
  @GET
  @Path("system/health")
  @Open
  public void health() {
    // that this answers is the answer
  }

  /** Answers 204 when operations can succeed here, else 503. */
  @GET
  @Path("system/ready")
  @Open
  public void ready() throws OperationFailed {
    ClusterStatus cluster = keeper.cluster();
    if (cluster.state() != ClusterStatus.State.READY) {
      throw notReady(cluster, keeper.seal().state(), keeper.objection());
    }
  }

  static OperationFailed notReady(
      ClusterStatus cluster, SealStatus.State seal, Optional<String> objection) {
    ErrorType type = ErrorType.KEEPER_NOT_INITIALIZED;
    String detail = cluster.id() + " is not initialized";
    if (objection.isPresent()) {
      type = ErrorType.AUDIT_NOT_AVAILABLE;
      detail = objection.get();
    } else if (seal == SealStatus.State.SEALED) {
      type = ErrorType.KEEPER_SEALED;
      detail = cluster.id() + " is sealed";
    } else if (cluster.peers().get(cluster.id()) == ClusterStatus.State.READY) {
      type = ErrorType.NOT_ENOUGH_HEALTHY_CLIENTS;
      detail =
          "%s reaches %d of the %d keepers that an operation needs, itself included"
              .formatted(cluster.id(), cluster.reachable(), cluster.threshold());
    } else if (seal == SealStatus.State.UNSEALED) {
      detail = cluster.id() + " has not finished starting";
    }
    return new OperationFailed(
        type, detail, FaultReport.none(), null, OptionalInt.of(READY_RETRY_SECONDS));
  }
}
