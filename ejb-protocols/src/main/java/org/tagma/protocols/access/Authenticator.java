package org.tagma.protocols.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out who calls. The same check serves a client's request and a credential that a coordinator
 * forwards.
 */
@ApplicationScoped
public class Authenticator {
  private static final int LONGEST_CREDENTIAL = 16_384;

  private final TokenFile tokens;
  private final Optional<JwtVerifier> jwt;
  private final boolean developerTokens;

  /** For the container's proxy only. */
  protected Authenticator() {
    tokens = null;
    jwt = Optional.empty();
    developerTokens = false;
  }

  @Inject
  public Authenticator(AcceptedTokens accepted) {
    this(accepted.tokens(), accepted.jwt(), accepted.developerTokens());
  }

  Authenticator(TokenFile tokens, Optional<JwtVerifier> jwt, boolean developerTokens) {
    this.tokens = tokens;
    this.jwt = jwt;
    this.developerTokens = developerTokens;
  }

  /**
   * Authenticates a client's request, which must carry exactly one credential.
   *
   * @param bearer the token of {@code Authorization: Bearer}
   * @param xJwt the header {@code X-JWT-TOKEN}
   * @param xDev the header {@code X-DEV-TOKEN}, of the local profile only
   */
  public Authentication authenticate(
      Optional<String> bearer, Optional<String> xJwt, Optional<String> xDev) {
    return credential(bearer, xJwt, xDev)
        .map(
            credential ->
                xDev.isPresent() && !developerTokens
                    ? new Authentication.Unauthenticated(
                        "X-DEV-TOKEN is for local clusters only: send Authorization: Bearer")
                    : check(credential))
        .orElseGet(
            () ->
                new Authentication.Unauthenticated(
                    "exactly one credential is needed, in Authorization: Bearer, X-JWT-TOKEN or"
                        + " X-DEV-TOKEN"));
  }

  /**
   * The one credential of a request, as it is forwarded to participants; empty if not exactly one.
   */
  public static Optional<String> credential(
      Optional<String> bearer, Optional<String> xJwt, Optional<String> xDev) {
    var given = Stream.of(bearer, xJwt, xDev).flatMap(Optional::stream).toList();
    return given.size() == 1 ? Optional.of(given.get(0)) : Optional.empty();
  }

  /** Checks a credential by itself, whatever header it came in. */
  public Authentication check(String credential) {
    if (credential.isEmpty() || credential.length() > LONGEST_CREDENTIAL) {
      return new Authentication.Unauthenticated("the credential is empty or too long");
    }
    if (jwt.isPresent() && JwtVerifier.isToken(credential)) {
      return jwt.get().verify(credential);
    }
    return tokens
        .caller(credential)
        .<Authentication>map(Authentication.Authenticated::new)
        .orElseGet(() -> new Authentication.Unauthenticated("the credential is not known here"));
  }
}
