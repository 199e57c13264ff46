package org.tagma.web.system;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.JwtRules;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.KeeperStatus;
import org.tagma.protocols.operation.VisibleKeys;
import org.tagma.web.access.Open;
import org.tagma.web.http.Exchange;
import org.tagma.web.request.KeyId;
import org.tagma.web.request.QueryReader;

/** How to authenticate, and what a caller may then do with which keys. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
public class AccessResource {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;

  @Context private HttpServletRequest http;
  @Inject private KeeperStatus keeper;
  @Inject private VisibleKeys keys;

  /** Which JSON Web Tokens are taken. */
  public record Jwt(
      String issuer, List<String> audiences, List<String> algorithms, String permissionsClaim) {
    static Jwt of(JwtRules rules) {
      return new Jwt(
          rules.issuer(), rules.audiences(), rules.algorithms(), rules.permissionsClaim());
    }
  }

  /**
   * The answer of {@code GET /control/auth/config}.
   *
   * @param headers each of which may bring the one credential of a request
   * @param jwt absent where only tokens of the token file are taken
   */
  public record Configuration(List<String> headers, Jwt jwt) {}

  /** The answer of {@code GET /control/keys}. */
  public record Keys(List<VisibleKeys.Visible> items, String next) {}

  /** How to authenticate. */
  @GET
  @Path("control/auth/config")
  @Open
  public Configuration configuration() {
    List<String> headers = new ArrayList<>(List.of("Authorization: Bearer", "X-JWT-TOKEN"));
    if (keeper.developerTokens()) {
      headers.add("X-DEV-TOKEN");
    }
    return new Configuration(headers, keeper.jwt().map(Jwt::of).orElse(null));
  }

  /** The keys that the caller may do something with. */
  @GET
  @Path("control/keys")
  public Keys keys() throws OperationFailed {
    QueryReader query = QueryReader.of(http.getQueryString(), "limit", "cursor");
    Caller caller = Exchange.of(http).caller().orElseThrow();
    VisibleKeys.Page page =
        keys.page(caller, after(query), query.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT));
    return new Keys(page.items(), page.next().orElse(null));
  }

  /** A cursor is the name of the last key that was looked at. */
  private static String after(QueryReader query) throws OperationFailed {
    Optional<String> cursor = query.present("cursor");
    try {
      return cursor.isPresent() ? KeyId.checked(cursor.get()) : "";
    } catch (OperationFailed noName) {
      throw new OperationFailed(
          ErrorType.INVALID_CURSOR, "query parameter 'cursor' is none that this keeper gave");
    }
  }
}
