package org.tagma.web.peer;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.session.PeerEndpoint;
import org.tagma.protocols.session.PeerResponse;

/**
 * Hands what peers send to the sessions of this keeper, as it came: who sent it is told by the
 * signatures inside.
 */
@Path("")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PeerResource {
  @Inject private PeerEndpoint sessions;

  /** Opens a session. */
  @POST
  @Path("sessions/{sid}")
  public Response open(@PathParam("sid") String sid, byte[] body) throws OperationFailed {
    return answer(sessions.open(sid, body));
  }

  /** Takes a round's inbox. */
  @POST
  @Path("sessions/{sid}/rounds/{round: [1-9][0-9]?}")
  public Response round(@PathParam("sid") String sid, @PathParam("round") int round, byte[] body)
      throws OperationFailed {
    return answer(sessions.round(sid, round, body));
  }

  /** Opens the view of a round. */
  @POST
  @Path("sessions/{sid}/view")
  public Response view(@PathParam("sid") String sid, byte[] body) throws OperationFailed {
    return answer(sessions.view(sid, body));
  }

  /** Closes a session. */
  @POST
  @Path("sessions/{sid}/close")
  public Response close(@PathParam("sid") String sid, byte[] body) throws OperationFailed {
    return answer(sessions.close(sid, body));
  }

  /** Answers a probe. */
  @POST
  @Path("probe")
  public Response probe(byte[] body) throws OperationFailed {
    return answer(sessions.probe(body));
  }

  /** Says what this keeper has of a key. */
  @POST
  @Path("keys")
  public Response key(byte[] body) throws OperationFailed {
    return answer(sessions.key(body));
  }

  /** Takes the proof that a generation of a key is over. */
  @POST
  @Path("destructions")
  public Response destruction(byte[] body) throws OperationFailed {
    return answer(sessions.destruction(body));
  }

  /** Takes a certificate that this keeper may have missed. */
  @POST
  @Path("certificates")
  public Response certificate(byte[] body) throws OperationFailed {
    return answer(sessions.certificate(body));
  }

  /** Takes statements about later identity keys of keepers. */
  @POST
  @Path("identities")
  public Response identity(byte[] body) throws OperationFailed {
    return answer(sessions.identity(body));
  }

  /** Hears what another keeper uses a token for. */
  @POST
  @Path("token-uses")
  public Response tokenUse(byte[] body) throws OperationFailed {
    return answer(sessions.tokenUse(body));
  }

  private static Response answer(PeerResponse answer) {
    return Response.status(answer.status()).entity(answer.json()).build();
  }
}
