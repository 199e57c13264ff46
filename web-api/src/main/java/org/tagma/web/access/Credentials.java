package org.tagma.web.access;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The credentials of a request, by the header they came in.
 *
 * @param bearer the token of {@code Authorization: Bearer}
 * @param xJwt the header {@code X-JWT-TOKEN}
 * @param xDev the header {@code X-DEV-TOKEN}
 */
record Credentials(Optional<String> bearer, Optional<String> xJwt, Optional<String> xDev) {
  // RFC 6750 section 2.1; the scheme is case-insensitive, RFC 9110 section 11.1
  private static final Pattern BEARER =
      Pattern.compile("Bearer +([!-~]+)", Pattern.CASE_INSENSITIVE);

  /**
   * The credentials of a request.
   *
   * @param header gives a header's value by its name, or null
   */
  static Credentials of(Function<String, String> header) {
    return new Credentials(
        token(header.apply("Authorization"))
            .map(BEARER::matcher)
            .filter(Matcher::matches)
            .map(m -> m.group(1)),
        token(header.apply("X-JWT-TOKEN")),
        token(header.apply("X-DEV-TOKEN")));
  }

  private static Optional<String> token(String value) {
    return Optional.ofNullable(value).map(String::strip).filter(token -> !token.isEmpty());
  }

  @Override
  public String toString() {
    return "Credentials[redacted]";
  }
}
