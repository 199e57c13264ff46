package org.tagma.protocols.keeper;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tagma.protocols.access.JvmAuthorities;
import org.tagma.protocols.access.JwtKeys;
import org.tagma.protocols.access.JwtRules;
import org.tagma.protocols.access.JwtVerifier;

/** Which JSON Web Tokens this keeper takes, by the names of MicroProfile JWT 2.1. */
final class JwtSettings {
  private static final String KEY = "mp.jwt.verify.publickey";
  private static final String LOCATION = "mp.jwt.verify.publickey.location";
  private static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";
  private static final String ISSUER = "mp.jwt.verify.issuer";
  private static final String AUDIENCES = "mp.jwt.verify.audiences";
  private static final String SKEW = "mp.jwt.verify.clock.skew";
  private static final String AGE = "mp.jwt.verify.token.age";
  private static final String PERMISSIONS = "tagma.jwt.permissions";
  private static final int SECONDS_OF_A_DAY = 86_400;
  private static final int LONGEST_SKEW = 600;

  private JwtSettings() {}

  /** The verifier; empty when no key is named. */
  static Optional<JwtVerifier> read(ConfigurationReader reader) {
    Optional<String> key = reader.optional(KEY);
    Optional<String> location = reader.optional(LOCATION);
    if (key.isEmpty() && location.isEmpty()) {
      return Optional.empty();
    }
    if (key.isPresent() && location.isPresent()) {
      reader.fault(LOCATION, "is given beside " + KEY + ": one of them is expected");
      return Optional.empty();
    }
    JwtKeys keys =
        key.isPresent()
            ? reader.parsed(KEY, key.get().getBytes(StandardCharsets.UTF_8), JwtKeys::of)
            : located(reader, location.get());
    String issuer = reader.required(ISSUER);
    List<String> audiences = names(reader.required(AUDIENCES));
    List<String> algorithms =
        reader.optional(ALGORITHM).map(JwtSettings::names).orElse(JwtRules.ALGORITHMS);
    if (audiences.isEmpty() && reader.optional(AUDIENCES).isPresent()) {
      reader.fault(AUDIENCES, "names are expected, with commas between them");
    }
    if (algorithms.isEmpty() || !JwtRules.ALGORITHMS.containsAll(algorithms)) {
      reader.fault(ALGORITHM, "some of " + JwtRules.ALGORITHMS + " are expected");
    }
    int skew = reader.integer(SKEW, 0, LONGEST_SKEW, Optional.of(30));
    OptionalInt age =
        reader.optional(AGE).isPresent()
            ? OptionalInt.of(reader.integer(AGE, 1, SECONDS_OF_A_DAY, Optional.empty()))
            : OptionalInt.empty();
    String permissions = reader.optional(PERMISSIONS).orElse("permissions");
    return reader.isFaultless()
        ? Optional.of(
            new JwtVerifier(
                new JwtRules(issuer, audiences, algorithms, skew, age, permissions), keys))
        : Optional.empty();
  }

  private static JwtKeys located(ConfigurationReader reader, String location) {
    if (location.startsWith("https://")) {
      boolean serverKnowsKeepersAlone = TlsSettings.areIn(reader);
      return reader.parsed(
          LOCATION,
          location.getBytes(StandardCharsets.UTF_8),
          address ->
              JwtKeys.at(
                  URI.create(new String(address, StandardCharsets.UTF_8)),
                  serverKnowsKeepersAlone
                      ? Optional.of(JvmAuthorities.sockets())
                      : Optional.empty()));
    }
    return reader.content(LOCATION, JwtKeys::of);
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }
}
