package org.tagma.web.system;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalInt;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.KeeperStatus;
import org.tagma.protocols.keeper.SealStatus;
import org.tagma.web.access.Open;

/** The state of this keeper. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class SystemResource {
  private static final int READY_RETRY_SECONDS = 1;

  @Inject private KeeperStatus keeper;

  /** The answer of {@code GET /ping}. */
  public record Ping(boolean ready) {}

  /** The answer of {@code GET /peerId}. */
  public record PeerId(String serviceId, String result) {}

  /** Whether this keeper takes operations. */
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

  /** Whether this keeper is initialized and unsealed. */
  @GET
  @Path("system/status")
  public SealStatus status() {
    return keeper.seal();
  }

  /** Answers as long as the server runs. */
  @GET
  @Path("system/health")
  @Open
  public void health() {
    // that this answers is the answer
  }

  /** Answers 204 when this keeper takes operations, else 503. */
  @GET
  @Path("system/ready")
  @Open
  public void ready() throws OperationFailed {
    if (keeper.ready()) {
      return;
    }
    SealStatus.State state = keeper.seal().state();
    boolean sealed = state == SealStatus.State.SEALED;
    boolean starting = state == SealStatus.State.UNSEALED;
    throw new OperationFailed(
        sealed ? ErrorType.KEEPER_SEALED : ErrorType.KEEPER_NOT_INITIALIZED,
        keeper.id()
            + (sealed
                ? " is sealed"
                : starting ? " has not finished starting" : " is not initialized"),
        FaultReport.none(),
        null,
        OptionalInt.of(READY_RETRY_SECONDS));
  }
}
