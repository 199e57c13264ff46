package org.tagma.web.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Optional;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.KeyImport;
import org.tagma.protocols.operation.KeyToImport;
import org.tagma.threshold.importing.ImportRequest;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.web.access.Audited;
import org.tagma.web.access.Bindable;
import org.tagma.web.access.Gate;
import org.tagma.web.access.Permission;
import org.tagma.web.http.Exchange;
import org.tagma.web.http.Json;
import org.tagma.web.request.IdempotencyKey;
import org.tagma.web.request.OperationRequests;
import org.tagma.web.request.RequestReader;

/**
 * Takes private keys. Their bytes are erased when they have been dealt, and whatever is kept of the
 * request has their hash in their place; what the JSON reader and the server's buffers hold of the
 * text is out of reach.
 */
@Path("storage")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class StorageResource {
  @Context private HttpServletRequest http;
  @Inject private KeyImport keyImport;
  @Inject private Once once;

  /** Imports a private key. */
  @POST
  @Path("store")
  @Permission(Permissions.STORAGE)
  @Bindable
  @Audited(KeyImport.EVENT)
  public Response store(byte[] body) throws OperationFailed {
    Exchange exchange = Exchange.of(http);
    try {
      RequestReader reader = RequestReader.of(body);
      try (KeyToImport request = OperationRequests.keyToImport(reader)) {
        Gate.bind(exchange, () -> asked(reader, request));
        Optional<IdempotencyKey> key = IdempotencyKey.of(http);
        RequestContext context = exchange.handOver(Json.bytes(reader.json()), reader.json());
        return once.answer(
            exchange,
            key,
            KeyImport.EVENT,
            context,
            () -> KeyImportedAnswer.of(keyImport.store(context, request)));
      }
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static ObjectNode asked(RequestReader reader, KeyToImport request) {
    Bytes publicKey = Bytes.of(request.privateKey().timesGenerator().encode());
    return ImportRequest.asked((ObjectNode) reader.json(), publicKey);
  }
}
