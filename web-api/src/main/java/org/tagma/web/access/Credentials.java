package org.tagma.web.access;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the credential of a request: {@code Authorization: Bearer}, {@code X-JWT-TOKEN} or {@code
 * X-DEV-TOKEN}.
 */
final class Credentials {
  private static final Pattern BEARER =
      Pattern.compile("Bearer +([!-~]+)", Pattern.CASE_INSENSITIVE);

  private Credentials() {}

  /**
   * The credential, or nothing.
   *
   * @param header gives a header's value by its name, or null
   */
  static Optional<String> find(Function<String, String> header) {
    String authorization = header.apply("Authorization");
    if (authorization != null) {
      Matcher bearer = BEARER.matcher(authorization.strip());
      return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
    }
    return Optional.ofNullable(header.apply("X-JWT-TOKEN"))
        .or(() -> Optional.ofNullable(header.apply("X-DEV-TOKEN")))
        .map(String::strip)
        .filter(token -> !token.isEmpty());
  }
}
