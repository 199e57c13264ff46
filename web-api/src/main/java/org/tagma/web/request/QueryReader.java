package org.tagma.web.request;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.frost.SigningOptions;

/**
 * Reads the parameters of a query one by one. Unknown and repeated ones are rejected; an empty one
 * counts as absent.
 */
public final class QueryReader {
  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,15}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern KEEPER = Pattern.compile("keeper-(?:[1-9]|1[0-6])");
  private static final int MAX_LENGTH = 255;

  private final Map<String, String> parameters;

  private QueryReader(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /**
   * Parses a query.
   *
   * @param query the query as sent, its percent signs known to be percent-encodings; null when
   *     there is none
   * @param names the parameters that are known
   */
  public static QueryReader of(String query, String... names) throws OperationFailed {
    Set<String> known = Set.of(names);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!known.contains(name)) {
        throw invalid("unknown query parameter '" + RequestReader.shortened(name) + "'");
      }
      if (parameters.put(name, value) != null) {
        throw invalid("query parameter '" + name + "' appears twice");
      }
    }
    return new QueryReader(parameters);
  }

  /** The required key id. */
  public String keyId() throws OperationFailed {
    return KeyId.checked(
        present("keyId")
            .orElseThrow(
                () ->
                    new OperationFailed(
                        ErrorType.MISSING_KEY_ID, "query parameter 'keyId' is missing")));
  }

  /** The key id, when given. */
  public Optional<String> optionalKeyId() throws OperationFailed {
    Optional<String> keyId = present("keyId");
    return keyId.isPresent() ? Optional.of(KeyId.checked(keyId.get())) : keyId;
  }

  /** Which key is derived from the named one, when given. */
  public Optional<String> tweak() throws OperationFailed {
    Optional<String> tweak = present("tweak");
    if (tweak.isPresent() && !SigningOptions.isTweak(tweak.get())) {
      throw new OperationFailed(
          ErrorType.INVALID_TWEAK, "query parameter 'tweak' has to be 1 to 255 of a-z 0-9 : _ - /");
    }
    return tweak;
  }

  /** The key generation, from 1, when given. */
  public OptionalInt generation() throws OperationFailed {
    Optional<String> generation = present("generation");
    if (generation.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!NUMBER.matcher(generation.get()).matches() || Integer.parseInt(generation.get()) < 1) {
      throw new OperationFailed(
          ErrorType.INVALID_KEY_GENERATION,
          "query parameter 'generation' has to be an integer from 1");
    }
    return OptionalInt.of(Integer.parseInt(generation.get()));
  }

  /** A text of at most 255 characters, when given. */
  public Optional<String> text(String name) throws OperationFailed {
    Optional<String> text = present(name);
    if (text.isPresent() && text.get().length() > MAX_LENGTH) {
      throw invalid("query parameter '" + name + "' is longer than " + MAX_LENGTH + " characters");
    }
    return text;
  }

  /** A keeper, {@code keeper-N}, when given. */
  public Optional<String> keeper(String name) throws OperationFailed {
    Optional<String> keeper = present(name);
    if (keeper.isPresent() && !KEEPER.matcher(keeper.get()).matches()) {
      throw invalid("query parameter '" + name + "' has to be a keeper, like keeper-1");
    }
    return keeper;
  }

  /** A moment, in epoch milliseconds or as an ISO 8601 instant, when given. */
  public Optional<Instant> instant(String name) throws OperationFailed {
    Optional<String> text = present(name);
    return text.isPresent() && MILLIS.matcher(text.get()).matches()
        ? Optional.of(Instant.ofEpochMilli(Long.parseLong(text.get())))
        : instant(name, "epoch milliseconds");
  }

  private Optional<Instant> instant(String name, String otherwise) throws OperationFailed {
    try {
      return present(name).map(Instant::parse);
    } catch (DateTimeException e) {
      throw invalid(
          "query parameter '"
              + name
              + "' has to be "
              + otherwise
              + " or an instant like 2026-01-31T12:00:00Z");
    }
  }

  /** A moment, in epoch seconds or as an ISO 8601 instant, when given. */
  public Optional<Instant> second(String name) throws OperationFailed {
    Optional<String> text = present(name);
    return text.isPresent() && SECONDS.matcher(text.get()).matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text.get())))
        : instant(name, "epoch seconds");
  }

  /**
   * A whole number within bounds.
   *
   * @param otherwise the number when none is given
   */
  public int number(String name, int least, int most, int otherwise) throws OperationFailed {
    Optional<String> text = present(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!NUMBER.matcher(text.get()).matches()
        || Integer.parseInt(text.get()) < least
        || Integer.parseInt(text.get()) > most) {
      throw invalid(
          "query parameter '" + name + "' has to be an integer from " + least + " to " + most);
    }
    return Integer.parseInt(text.get());
  }

  /** One of the constants of an enum, in lower case. */
  public <E extends Enum<E>> E choice(String name, Class<E> choices, E otherwise)
      throws OperationFailed {
    Optional<String> text = present(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    return Arrays.stream(choices.getEnumConstants())
        .filter(choice -> label(choice).equals(text.get()))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "query parameter '"
                        + name
                        + "' has to be one of "
                        + Arrays.stream(choices.getEnumConstants())
                            .map(QueryReader::label)
                            .collect(Collectors.joining(", "))));
  }

  /** Whether a parameter says true; it may also say false, or nothing. */
  public boolean flag(String name) throws OperationFailed {
    String text = present(name).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw invalid("query parameter '" + name + "' has to be true or false");
    }
    return text.equals("true");
  }

  /** The parameter as sent, when given and not empty. */
  public Optional<String> present(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  private static String label(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static String decoded(String text) throws OperationFailed {
    String decoded;
    try {
      // as Latin-1, each octet is one character; then strictly as UTF-8
      byte[] octets =
          URLDecoder.decode(text, StandardCharsets.ISO_8859_1)
              .getBytes(StandardCharsets.ISO_8859_1);
      decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw invalid("the query is not percent-encoded UTF-8");
    }
    return decoded;
  }

  private static OperationFailed invalid(String detail) {
    return new OperationFailed(ErrorType.INVALID_REQUEST_BODY, detail);
  }
}
