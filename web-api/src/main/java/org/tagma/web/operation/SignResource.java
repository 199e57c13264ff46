package org.tagma.web.operation;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.SignRequest;
import org.tagma.protocols.operation.Signing;
import org.tagma.protocols.operation.Verification;
import org.tagma.protocols.operation.VerifyRequest;
import org.tagma.web.access.Audited;
import org.tagma.web.access.Gate;
import org.tagma.web.http.Exchange;
import org.tagma.web.request.IdempotencyKey;
import org.tagma.web.request.OperationRequests;
import org.tagma.web.request.RequestReader;

/** Signs, and verifies signatures. */
@Path("sign")
@Tag(name = "operations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SignResource {
  static final String IDEMPOTENT =
      "the same key and body give the recorded answer again, for a day";

  @Context private HttpServletRequest http;
  @Inject private Signing signing;
  @Inject private Verification verification;
  @Inject private Once once;

  /** Signs one or more messages with a key of the cluster. */
  @POST
  @Audited("sign")
  @Operation(summary = "Sign messages with a threshold of the keepers")
  @Parameter(name = IdempotencyKey.HEADER, in = ParameterIn.HEADER, description = IDEMPOTENT)
  @APIResponse(
      responseCode = "200",
      description = "signed",
      content = @Content(schema = @Schema(implementation = SignAnswer.class)))
  public Response sign(byte[] body) throws OperationFailed {
    Exchange exchange = Exchange.of(http);
    RequestReader reader = RequestReader.of(body);
    SignRequest request = OperationRequests.sign(reader);
    Gate.permit(exchange, Permissions.key(request.keyId(), "sign"));
    Optional<IdempotencyKey> key = IdempotencyKey.of(http);
    RequestContext context = exchange.handOver(body, reader.json());
    return once.answer(
        exchange, key, "sign", context, () -> SignAnswer.of(signing.sign(context, request)));
  }

  /** Verifies a signature under a key of the cluster. */
  @POST
  @Path("verify")
  @Audited("verify")
  @Operation(summary = "Verify a signature under a certified public key")
  public VerifyAnswer verify(byte[] body) throws OperationFailed {
    Exchange exchange = Exchange.of(http);
    RequestReader reader = RequestReader.of(body);
    VerifyRequest request = OperationRequests.verify(reader);
    Gate.permit(exchange, Permissions.key(request.keyId(), "verify"));
    return VerifyAnswer.of(verification.verify(exchange.handOver(body, reader.json()), request));
  }
}
