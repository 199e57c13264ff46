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
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.DecryptCiphertext;
import org.tagma.protocols.operation.Decrypted;
import org.tagma.protocols.operation.Decryption;
import org.tagma.protocols.operation.EncryptPlaintext;
import org.tagma.protocols.operation.Encryption;
import org.tagma.threshold.ecies.DecryptRequest;
import org.tagma.web.access.Audited;
import org.tagma.web.access.Bindable;
import org.tagma.web.access.Gate;
import org.tagma.web.http.Exchange;
import org.tagma.web.http.Json;
import org.tagma.web.request.OperationRequests;
import org.tagma.web.request.RequestReader;

/**
 * Encrypts and decrypts. The bytes of a plaintext are erased when they have been used; what the
 * JSON reader and the server's buffers hold of them is out of reach.
 */
@Path("ecies")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EciesResource {
  @Context private HttpServletRequest http;
  @Inject private Encryption encryption;
  @Inject private Decryption decryption;

  /** Encrypts under a certified public key. */
  @POST
  @Path("encrypt")
  @Audited("ecies/encrypt")
  public EncryptAnswer encrypt(byte[] body) throws OperationFailed {
    Exchange exchange = Exchange.of(http);
    try {
      RequestReader reader = RequestReader.of(body);
      EncryptPlaintext request = OperationRequests.encrypt(reader);
      try {
        Gate.permit(exchange, Permissions.key(request.keyId(), "encrypt"));
        return EncryptAnswer.of(
            encryption.encrypt(exchange.handOver(body, reader.json()), request));
      } finally {
        Arrays.fill(request.plaintext(), (byte) 0);
      }
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  /** Decrypts with a threshold of the keepers. */
  @POST
  @Path("decrypt")
  @Bindable
  @Audited("ecies/decrypt")
  public Response decrypt(byte[] body) throws OperationFailed {
    Exchange exchange = Exchange.of(http);
    RequestReader reader = RequestReader.of(body);
    DecryptCiphertext request = OperationRequests.decrypt(reader);
    Gate.permit(exchange, Permissions.key(request.keyId(), "decrypt"));
    Gate.bind(exchange, () -> DecryptRequest.of((ObjectNode) reader.json(), request.decoded()));
    Decrypted decrypted = decryption.decrypt(exchange.handOver(body, reader.json()), request);
    try {
      return Response.ok(Json.bytes(DecryptAnswer.of(decrypted))).build();
    } finally {
      Arrays.fill(decrypted.plaintext(), (byte) 0);
    }
  }
}
