package org.tagma.web.operation;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.OptionalInt;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.DestroyGeneration;
import org.tagma.protocols.operation.KeyDestruction;
import org.tagma.protocols.operation.KeyGeneration;
import org.tagma.protocols.operation.NewKey;
import org.tagma.protocols.operation.Verification;
import org.tagma.threshold.destroy.DestroyRequest;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.round.Session;
import org.tagma.web.access.Audited;
import org.tagma.web.access.Bindable;
import org.tagma.web.access.Gate;
import org.tagma.web.http.Exchange;
import org.tagma.web.request.IdempotencyKey;
import org.tagma.web.request.OperationRequests;
import org.tagma.web.request.QueryReader;
import org.tagma.web.request.RequestReader;

/** Makes keys, shows their public half, and destroys generations. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class KeyResource {
  @Context private HttpServletRequest http;
  @Inject private KeyGeneration generation;
  @Inject private KeyDestruction destruction;
  @Inject private Verification verification;
  @Inject private Once once;

  /** Makes a generation of a key with all keepers. */
  @POST
  @Path("dkg")
  @Consumes(MediaType.APPLICATION_JSON)
  @Bindable
  @Audited("dkg")
  public Response create(byte[] body) throws OperationFailed {
    Exchange exchange = Exchange.of(http);
    RequestReader reader = RequestReader.of(body);
    NewKey request = OperationRequests.newKey(reader);
    Gate.permit(exchange, request.mode().permission());
    Gate.bind(exchange, () -> Session.request(DkgRequest.OP, reader.json()));
    Optional<IdempotencyKey> key = IdempotencyKey.of(http);
    RequestContext context = exchange.handOver(body, reader.json());
    return once.answer(
        exchange,
        key,
        "dkg",
        context,
        () -> KeyCreatedAnswer.of(generation.generate(context, request)));
  }

  /** Destroys a generation that others have followed. */
  @POST
  @Path("destroy")
  @Consumes(MediaType.APPLICATION_JSON)
  @Bindable
  @Audited(DestroyRequest.OP)
  public Response destroy(byte[] body) throws OperationFailed {
    Exchange exchange = Exchange.of(http);
    RequestReader reader = RequestReader.of(body);
    DestroyGeneration request = OperationRequests.destroy(reader);
    Gate.permit(exchange, Permissions.key(request.keyId(), "destroy"));
    Gate.bind(exchange, () -> Session.request(DestroyRequest.OP, reader.json()));
    Optional<IdempotencyKey> key = IdempotencyKey.of(http);
    RequestContext context = exchange.handOver(body, reader.json());
    return once.answer(
        exchange,
        key,
        DestroyRequest.OP,
        context,
        () -> DestroyedAnswer.of(destruction.destroy(context, request)));
  }

  /** Shows a public key and the certificate that all keepers signed. */
  @GET
  @Path("publicKey")
  public PublicKeyAnswer publicKey() throws OperationFailed {
    Exchange exchange = Exchange.of(http);
    QueryReader query = QueryReader.of(http.getQueryString(), "keyId", "generation", "tweak");
    String keyId = query.keyId();
    OptionalInt wanted = query.generation();
    Optional<String> tweak = query.tweak();
    Gate.permit(exchange, Permissions.key(keyId, "public"));
    return PublicKeyAnswer.of(verification.publicKey(exchange.handOver(), keyId, wanted, tweak));
  }
}
