package org.tagma.web.system;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.SealProgress;
import org.tagma.protocols.operation.SealShares;
import org.tagma.protocols.operation.Sealing;
import org.tagma.web.access.Audited;
import org.tagma.web.access.Permission;
import org.tagma.web.http.Exchange;
import org.tagma.web.http.Json;
import org.tagma.web.request.RequestReader;
import org.tagma.web.request.SealRequests;

/**
 * Initialises, opens and closes the seal of this keeper. Requests are handed over without their
 * bodies, and bodies that held shares are erased; the server's own buffers are out of reach.
 */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class SealResource {
  @Context HttpServletRequest http;
  @Inject Sealing sealing;

  /** The answer of {@code POST /system/init} for a Shamir seal. */
  record Initialised(int threshold, int total, List<byte[]> shares64) {}

  /** The answer of {@code GET /system/unseal}. */
  public record Ready(boolean ready) {}

  /** The answer of {@code POST /system/unseal}. */
  public record Progress(int threshold, int total, int progress, boolean ready) {}

  /**
   * Makes the data key.
   *
   * @return the shares of a Shamir seal, which are in this answer and nowhere else; null, a 204,
   *     for an automatic seal
   */
  @POST
  @Path("system/init")
  @Consumes(MediaType.APPLICATION_JSON)
  @Permission("tagma.system.init")
  @Audited("init")
  public byte[] initialise(byte[] body) throws OperationFailed {
    SealRequests.Initialise request = SealRequests.initialise(RequestReader.of(body));
    return sealing
        .initialise(
            Exchange.of(http).handOver(), request.peerId(), request.threshold(), request.total())
        .map(SealResource::shown)
        .orElse(null);
  }

  /** Written here and not on the way out, so that the shares can be erased. */
  private static byte[] shown(SealShares shares) {
    try {
      return Json.bytes(new Initialised(shares.threshold(), shares.total(), shares.shares()));
    } finally {
      shares.erase();
    }
  }

  /** Brings shares to a Shamir seal. */
  @POST
  @Path("system/unseal")
  @Consumes(MediaType.APPLICATION_JSON)
  @Permission("tagma.system.unseal")
  @Audited("unseal")
  public Progress unseal(byte[] body) throws OperationFailed {
    SealRequests.Unseal request;
    try {
      request = SealRequests.unseal(RequestReader.of(body));
    } finally {
      Arrays.fill(body, (byte) 0);
    }
    try {
      SealProgress progress =
          sealing.unseal(Exchange.of(http).handOver(), request.shares(), request.reset());
      return new Progress(
          progress.threshold(), progress.total(), progress.progress(), sealing.ready());
    } finally {
      request.erase();
    }
  }

  /** Opens an automatic seal. */
  @GET
  @Path("system/unseal")
  @Permission("tagma.system.unseal")
  @Audited("unseal")
  public Ready unseal() throws OperationFailed {
    return new Ready(sealing.unseal(Exchange.of(http).handOver()));
  }

  /** Closes the seal. */
  @POST
  @Path("system/seal")
  @Permission("tagma.system.seal")
  @Audited("seal")
  public void seal() throws OperationFailed {
    sealing.seal(Exchange.of(http).handOver());
  }
}
