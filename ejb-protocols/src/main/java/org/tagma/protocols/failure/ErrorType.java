package org.tagma.protocols.failure;

import java.util.Locale;

/**
 * Why an operation failed, as the API names it: {@code name()} is the {@code errorType} of a
 * problem answer, {@link #status()} its HTTP status (spec/api.md, Errors).
 */
public enum ErrorType {
  KEEPER_NOT_INITIALIZED(503, "The keeper is not initialized"),
  KEEPER_SEALED(503, "The keeper is sealed"),
  KEEPER_ALREADY_INITIALIZED(409, "The keeper is initialized already"),
  KEEPER_ALREADY_UNSEALED(409, "The keeper is unsealed already"),
  KEY_NOT_FOUND(404, "No such key or generation"),
  KEY_ALREADY_EXISTS(409, "The key exists already"),
  KEY_APPLY_OPS_FORBIDDEN(422, "The key may not sign or encrypt"),
  KEY_PROCESS_OPS_FORBIDDEN(422, "The key may not decrypt or verify"),
  UNSUPPORTED_CURVE(422, "The curve is not supported"),
  CURVE_MISMATCH(422, "The curve does not fit the algorithm"),
  TOO_MANY_OPERATIONS(400, "Too many operations in one request"),
  NOT_ENOUGH_HEALTHY_CLIENTS(503, "Too few healthy keepers remain"),
  NOT_ENOUGH_HONEST_CLIENTS(503, "Too few honest keepers remain"),
  NOT_ENOUGH_PERMISSIONS(403, "A permission is missing"),
  UNAUTHENTICATED(401, "Authentication is required"),
  ACCESS_DENIED(403, "Access is denied"),
  IDENTIFIABLE_ABORT(503, "The operation was aborted and the keeper at fault is named"),
  IMPOSTER_FOUND(503, "A keeper lied"),
  INVALID_BASE64(400, "A value is not base64"),
  INVALID_CIPHERTEXT(400, "The ciphertext is invalid"),
  INVALID_KEY_ID(400, "The key id is invalid"),
  INVALID_TWEAK(400, "The tweak is invalid"),
  INVALID_MERKLE_ROOT(400, "The Merkle root is invalid"),
  INVALID_REQUEST_BODY(400, "The request is invalid"),
  INVALID_SHARE(400, "The share is invalid"),
  INVALID_CURSOR(400, "The cursor is invalid"),
  INVALID_KEY_SET_POLICY(400, "The key policy is invalid"),
  INVALID_KEY_GENERATION(400, "The key generation is invalid"),
  INVALID_EXPIRATION_TIME(400, "The expiration time is invalid"),
  INVALID_ASSET_OWNER(400, "The asset owner is invalid"),
  INVALID_THRESHOLD(400, "The threshold is invalid"),
  INVALID_TOTAL(400, "The total is invalid"),
  INVALID_PEER_ID(400, "The keeper id is invalid"),
  MISSING_KEY_ID(400, "The key id is missing"),
  MISSING_KEY_VERSION(400, "The key version is missing"),
  MISSING_WINDOW(400, "The time window is missing"),
  MISSING_EXPIRE_TYPE(400, "The expiration type is missing"),
  DESTROY_FORBIDDEN(409, "This generation can't be destroyed"),
  ROTATE_NEEDED(409, "The key has to be rotated first"),
  INCONSISTENT_KEEPER(503, "The keeper's state is inconsistent"),
  AUDIT_FAILED(503, "The audit record could not be written"),
  AUDIT_NOT_AVAILABLE(503, "The audit is not available"),
  SESSION_NOT_FOUND(404, "No such session"),
  SESSION_ALREADY_EXISTS(409, "The session exists already"),
  INTERNAL_ERROR(500, "Internal error"),
  INCONCLUSIVE(503, "The operation failed and no keeper could be named"),
  DEADLINE_EXCEEDED(504, "The operation did not finish in time"),
  MODULI_NOT_READY(503, "The keepers' moduli are not ready"),
  PAYLOAD_TOO_LARGE(413, "The request is too large"),
  RATE_LIMITED(429, "Too many requests"),
  OVERLOADED(429, "The keeper is overloaded"),
  NOT_FOUND(404, "Nothing is found here"),
  UNSUPPORTED(422, "This is not supported in this version"),
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  NOT_ACCEPTABLE(406, "No acceptable representation"),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported");

  private final int status;
  private final String title;

  ErrorType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status of a problem of this type, 400 to 599. */
  public int status() {
    return status;
  }

  /** What the type means, in one line; the same for every occurrence (RFC 9457 section 3.1.3). */
  public String title() {
    return title;
  }

  /** The problem type URI: {@code urn:tagma:error:} and the name. */
  public String uri() {
    return "urn:tagma:error:" + name();
  }

  /** The name as a lower-case label, for metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
