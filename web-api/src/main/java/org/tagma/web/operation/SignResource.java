package org.tagma.web.operation;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.SignRequest;
import org.tagma.protocols.operation.Signing;
import org.tagma.protocols.operation.Verification;
import org.tagma.protocols.operation.VerifyRequest;
import org.tagma.web.access.Audited;
import org.tagma.web.access.Gate;
import org.tagma.web.http.Exchange;
import org.tagma.web.request.OperationRequests;
import org.tagma.web.request.RequestReader;

/** Signs, and verifies signatures. */
@Path("sign")
@Tag(name = "operations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SignResource {
  @Context private HttpServletRequest http;
  @Inject private Signing signing;
  @Inject private Verification verification;

  /** Signs one or more messages with a key of the cluster. */
  @POST
  @Audited("sign")
  @Operation(summary = "Sign messages with a threshold of the keepers")
  public SignAnswer sign(byte[] body) throws OperationFailed {
    Exchange exchange = Exchange.of(http);
    RequestReader reader = RequestReader.of(http, body);
    SignRequest request = OperationRequests.sign(reader);
    Gate.permit(exchange, Permissions.key(request.keyId(), "sign"));
    return SignAnswer.of(signing.sign(exchange.handOver(body, reader.json()), request));
  }

  /** Verifies a signature under a key of the cluster. */
  @POST
  @Path("verify")
  @Audited("verify")
  @Operation(summary = "Verify a signature under a certified public key")
  public VerifyAnswer verify(byte[] body) throws OperationFailed {
    Exchange exchange = Exchange.of(http);
    RequestReader reader = RequestReader.of(http, body);
    VerifyRequest request = OperationRequests.verify(reader);
    Gate.permit(exchange, Permissions.key(request.keyId(), "verify"));
    return VerifyAnswer.of(verification.verify(exchange.handOver(body, reader.json()), request));
  }
}
