package org.tagma.protocols.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyPolicy;

/**
 * Tells a client what a key's policy forbids before anybody is asked; the others enforce it all the
 * same.
 */
@ApplicationScoped
public class KeyPolicies {
  private final StoredKeys keys;
  private final Clock clock;

  /** For the container's proxy only. */
  protected KeyPolicies() {
    this(null, null);
  }

  @Inject
  public KeyPolicies(StoredKeys keys) {
    this(keys, Clock.systemUTC());
  }

  KeyPolicies(StoredKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Throws KEY_APPLY_OPS_FORBIDDEN or KEY_PROCESS_OPS_FORBIDDEN unless the key may be used so. */
  void require(KeyPolicy.Use use, CertificateContent key) throws OperationFailed {
    CertificateContent latest = keys.active(key.keyId()).orElse(key);
    if (!key.permits(use, clock.millis(), latest)) {
      ErrorType type =
          use == KeyPolicy.Use.APPLY
              ? ErrorType.KEY_APPLY_OPS_FORBIDDEN
              : ErrorType.KEY_PROCESS_OPS_FORBIDDEN;
      throw new OperationFailed(type, reason(use, key));
    }
  }

  /**
   * Throws ACCESS_DENIED where the key is used only for tokens of one request, and the caller's is
   * for any.
   *
   * @param latest the key's active generation
   */
  static void requireBound(
      RequestContext context, CertificateContent key, CertificateContent latest)
      throws OperationFailed {
    requireBound(context, key.needsBound(latest));
  }

  /** The same for a key in the making, with which more is done at once. */
  static void requireBound(RequestContext context, Optional<KeyPolicy> policy)
      throws OperationFailed {
    requireBound(context, policy.map(KeyPolicy::boundRequests).orElse(false));
  }

  private static void requireBound(RequestContext context, boolean needed) throws OperationFailed {
    if (needed && context.caller().binding().isEmpty()) {
      throw new OperationFailed(
          ErrorType.ACCESS_DENIED,
          "keyId: the key's policy takes tokens for one request only, with 'req' and 'jti'");
    }
  }

  private String reason(KeyPolicy.Use use, CertificateContent key) {
    String done =
        use == KeyPolicy.Use.APPLY ? "signing and encrypting" : "verifying and decrypting";
    return key.policy()
        .filter(policy -> !policy.permits(use, clock.millis()))
        .flatMap(policy -> policy.limit(use))
        .map(
            l -> "keyId: its policy ended " + done + " at " + Instant.ofEpochMilli(l.epochMillis()))
        .orElse(
            "generation: the key's policy forbids " + done + " with the keys before the active");
  }

  /** Throws INVALID_EXPIRATION_TIME for a policy under which a new key would be of no use. */
  void requireFuture(Optional<KeyPolicy> policy) throws OperationFailed {
    for (KeyPolicy.Use use : KeyPolicy.Use.values()) {
      if (policy.isPresent() && !policy.get().permits(use, clock.millis())) {
        throw new OperationFailed(
            ErrorType.INVALID_EXPIRATION_TIME,
            "field 'policy." + use.label() + ".notAfter' is over already");
      }
    }
  }
}
