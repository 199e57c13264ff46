package org.tagma.protocols.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.tagma.protocols.access.Authenticator;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.threshold.run.Authority;
import org.tagma.threshold.verdict.RefusalReason;

/**
 * Checks the credential that a coordinator forwards as if its client stood here (DESIGN section 4,
 * "Credentials").
 */
@ApplicationScoped
public class CallerAuthority implements Authority {
  private final Authenticator authenticator;

  /** For the container's proxy only. */
  protected CallerAuthority() {
    this(null);
  }

  @Inject
  public CallerAuthority(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public Decision decide(String credential, ObjectNode request) {
    return authenticator
        .check(credential)
        .fold(
            caller -> decide(caller, request),
            unauthenticated -> new Decision("", Optional.of(RefusalReason.UNAUTHORISED)));
  }

  private static Decision decide(Caller caller, ObjectNode request) {
    boolean allowed = permission(request).filter(caller::may).isPresent();
    return new Decision(
        caller.subject(), allowed ? Optional.empty() : Optional.of(RefusalReason.UNAUTHORISED));
  }

  /**
   * The permission that the request needs (spec/api.md); empty for a request that needs no session.
   */
  private static Optional<String> permission(ObjectNode request) {
    String keyId = request.path("request").path("keyId").asText("");
    return switch (request.path("op").asText("")) {
      case "sign" -> Optional.of("tagma.key." + keyId + ".sign");
      case "ecies/decrypt" -> Optional.of("tagma.key." + keyId + ".decrypt");
      case "consistency/fix" -> Optional.of("tagma.consistency.fix");
      case "dkg" ->
          Optional.of(Permissions.generation(request.path("request").path("mode").asText("")));
      default -> Optional.empty();
    };
  }
}
