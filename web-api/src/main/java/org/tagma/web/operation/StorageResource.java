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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import org.tagma.web.request.IdempotencyKey;
import org.tagma.web.request.OperationRequests;
import org.tagma.web.request.PrivateKeyField;
import org.tagma.web.request.RequestReader;

/**
 * Takes private keys. Nothing reads a request before the private key has been taken from its bytes,
 * so that no String is made of it, and whatever is kept of the request has the key's hash in its
 * place. The bytes are erased; only the server's own buffers are out of reach.
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
  public Response store(InputStream entity) throws OperationFailed {
    byte[] body = read(entity);
    try {
      return store(body);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  /** Read here, since the server's own reader of byte arrays leaves copies behind. */
  private static byte[] read(InputStream entity) {
    try (entity) {
      return entity.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is in memory already: see BodyLimit
    }
  }

  private Response store(byte[] body) throws OperationFailed {
    Exchange exchange = Exchange.of(http);
    try (PrivateKeyField privateKey = PrivateKeyField.takenFrom(body)) {
      RequestReader reader = RequestReader.of(body);
      try (KeyToImport request = OperationRequests.keyToImport(reader, privateKey)) {
        Gate.bind(exchange, () -> asked(reader, request));
        Optional<IdempotencyKey> key = IdempotencyKey.of(http);
        RequestContext context = exchange.handOver(body, reader.json());
        return once.answer(
            exchange,
            key,
            KeyImport.EVENT,
            context,
            () -> KeyImportedAnswer.of(keyImport.store(context, request)));
      }
    }
  }

  private static ObjectNode asked(RequestReader reader, KeyToImport request) {
    Bytes publicKey = Bytes.of(request.privateKey().timesGenerator().encode());
    return ImportRequest.asked((ObjectNode) reader.json(), publicKey);
  }
}
