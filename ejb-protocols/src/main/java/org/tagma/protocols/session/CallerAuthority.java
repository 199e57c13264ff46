package org.tagma.protocols.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.tagma.protocols.access.Authenticator;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.threshold.auxiliary.AuxSetup;
import org.tagma.threshold.importing.ImportRequest;
import org.tagma.threshold.run.Authority;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * Checks the credential that a coordinator forwards as if its client stood here (DESIGN section 4,
 * "Credentials"), one for a single request against what this keeper itself sees of it. Moduli need
 * none as long as there are no certified ones: nobody can lose by them yet.
 */
@ApplicationScoped
public class CallerAuthority implements Authority {
  /** In place of a credential where the keepers themselves set up their first moduli. */
  public static final String KEEPERS = "keepers";

  private final Authenticator authenticator;
  private final StoredModuli moduli;
  private final TokenUses tokens;

  /** For the container's proxy only. */
  protected CallerAuthority() {
    this(null, null, null);
  }

  @Inject
  public CallerAuthority(Authenticator authenticator, StoredModuli moduli, TokenUses tokens) {
    this.authenticator = authenticator;
    this.moduli = moduli;
    this.tokens = tokens;
  }

  @Override
  public Decision decide(String credential, SessionPreimage preimage, ObjectNode request) {
    if (credential.equals(KEEPERS) && operation(request).equals(AuxSetup.OP)) {
      return new Decision(
          KEEPERS,
          moduli.active().isEmpty() ? Optional.empty() : Optional.of(RefusalReason.UNAUTHORISED));
    }
    return authenticator
        .check(credential)
        .fold(
            caller -> decide(caller, preimage, request),
            unauthenticated -> new Decision("", Optional.of(RefusalReason.UNAUTHORISED)));
  }

  private Decision decide(Caller caller, SessionPreimage preimage, ObjectNode request) {
    boolean allowed =
        permission(request).filter(caller::may).isPresent() && serves(caller, preimage, request);
    return new Decision(
        caller.subject(),
        allowed ? Optional.empty() : Optional.of(RefusalReason.UNAUTHORISED),
        caller.binding().isPresent());
  }

  private boolean serves(Caller caller, SessionPreimage preimage, ObjectNode request) {
    return caller
        .binding()
        .map(
            token ->
                token.fits(request)
                    && tokens.use(token, preimage.coordinator(), preimage.operationId()))
        .orElse(true);
  }

  /**
   * The permission that the request needs (spec/api.md); empty for a request that needs no session.
   */
  private static Optional<String> permission(ObjectNode request) {
    String keyId = request.path("request").path("keyId").asText("");
    return switch (operation(request)) {
      case AuxSetup.OP -> Optional.of(Permissions.MODULI);
      case ImportRequest.OP -> Optional.of(Permissions.STORAGE);
      case "sign" -> Optional.of("tagma.key." + keyId + ".sign");
      case "ecies/decrypt" -> Optional.of("tagma.key." + keyId + ".decrypt");
      case "destroy" -> Optional.of("tagma.key." + keyId + ".destroy");
      case "consistency/fix" -> Optional.of("tagma.consistency.fix");
      case "dkg" ->
          Optional.of(Permissions.generation(request.path("request").path("mode").asText("")));
      default -> Optional.empty();
    };
  }

  private static String operation(ObjectNode request) {
    return request.path("op").asText("");
  }
}
