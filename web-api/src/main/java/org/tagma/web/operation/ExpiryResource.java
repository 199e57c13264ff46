package org.tagma.web.operation;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.KeyExpiries;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.web.access.Permission;
import org.tagma.web.request.Cursor;
import org.tagma.web.request.ExpiryQueries;

/** Which keys' policies end what, and when. */
@Path("expires")
@Produces(MediaType.APPLICATION_JSON)
public class ExpiryResource {
  private static final String VIEW = "tagma.expired.view";

  @Context private HttpServletRequest http;
  @Inject private KeyExpiries expiries;

  /**
   * One end.
   *
   * @param expiresAt epoch seconds
   */
  public record Item(String type, String logicalId, int generation, long expiresAt) {}

  /** One page of ends, the earliest first. */
  public record Page(List<Item> items, String next) {}

  /** Ends of the type asked for, in the span asked for. */
  @GET
  @Permission(VIEW)
  public Page within() throws OperationFailed {
    return page(ExpiryQueries.within(http.getQueryString(), Instant.now()));
  }

  /** Ends of signing and encrypting. */
  @GET
  @Path("apply")
  @Permission(VIEW)
  public Page apply() throws OperationFailed {
    return page(ExpiryQueries.within(http.getQueryString(), KeyPolicy.Use.APPLY, Instant.now()));
  }

  /** Ends of verifying and decrypting. */
  @GET
  @Path("process")
  @Permission(VIEW)
  public Page process() throws OperationFailed {
    return page(ExpiryQueries.within(http.getQueryString(), KeyPolicy.Use.PROCESS, Instant.now()));
  }

  /** What is over. */
  @GET
  @Path("expired")
  @Permission(VIEW)
  public Page expired() throws OperationFailed {
    return page(ExpiryQueries.over(http.getQueryString(), Instant.now()));
  }

  private Page page(KeyExpiries.Query query) throws OperationFailed {
    KeyExpiries.Page page = expiries.page(query);
    List<Item> items =
        page.items().stream()
            .map(
                e ->
                    new Item(
                        e.type().name(), e.keyId(), e.generation(), e.notAfter().getEpochSecond()))
            .toList();
    return new Page(items, page.next().map(p -> Cursor.of(p.notAfter(), p.row())).orElse(null));
  }
}
