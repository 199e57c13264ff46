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
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.SignRequest;
import org.tagma.protocols.operation.Signing;
import org.tagma.protocols.operation.Verification;
import org.tagma.protocols.operation.VerifyRequest;
import org.tagma.threshold.frost.FrostRequest;
import org.tagma.threshold.round.Session;
import org.tagma.web.access.Audited;
import org.tagma.web.access.Bindable;
import org.tagma.web.access.Gate;
import org.tagma.web.http.Exchange;
import org.tagma.web.request.IdempotencyKey;
import org.tagma.web.request.OperationRequests;
import org.tagma.web.request.RequestReader;

/** Signs, and verifies signatures. */
@Path("sign")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SignResource {
  @Context private HttpServletRequest http;
  @Inject private Signing signing;
  @Inject private Verification verification;
  @Inject private Once once;

  /** Signs one or more messages with a key of the cluster. */
  @POST
  @Bindable
  @Audited("sign")
  public Response sign(byte[] body) throws OperationFailed {
    Exchange exchange = Exchange.of(http);
    RequestReader reader = RequestReader.of(body);
    SignRequest request = OperationRequests.sign(reader);
    Gate.permit(exchange, Permissions.key(request.keyId(), "sign"));
    Gate.bind(exchange, () -> Session.request(FrostRequest.OP, reader.json()));
    Optional<IdempotencyKey> key = IdempotencyKey.of(http);
    RequestContext context = exchange.handOver(body, reader.json());
    return once.answer(
        exchange, key, "sign", context, () -> SignAnswer.of(signing.sign(context, request)));
  }

  /** Verifies a signature under a key of the cluster. */
  @POST
  @Path("verify")
  @Audited("verify")
  public VerifyAnswer verify(byte[] body) throws OperationFailed {
    Exchange exchange = Exchange.of(http);
    RequestReader reader = RequestReader.of(body);
    VerifyRequest request = OperationRequests.verify(reader);
    Gate.permit(exchange, Permissions.key(request.keyId(), "verify"));
    return VerifyAnswer.of(verification.verify(exchange.handOver(body, reader.json()), request));
  }
}
