package org.tagma.protocols.keeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads typed values and collects every fault, so that an operator sees all of them at once. */
final class ConfigurationReader {
  /** Reads the bytes of a file into something else. */
  interface Parser<T> {
    T parse(byte[] content) throws Exception;
  }

  private static final Path NOWHERE = Path.of("");
  private static final Set<PosixFilePermission> OF_THE_OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Function<String, Optional<String>> source;
  private final List<String> faults = new ArrayList<>();

  ConfigurationReader(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /** Records a fault of the property. */
  void fault(String name, String what) {
    faults.add(name + ": " + what);
  }

  /** Throws if any fault was found. */
  void finish() {
    if (!faults.isEmpty()) {
      throw new InvalidConfiguration(faults);
    }
  }

  boolean isFaultless() {
    return faults.isEmpty();
  }

  Optional<String> optional(String name) {
    return source.apply(name).filter(value -> !value.isBlank());
  }

  String required(String name) {
    Optional<String> value = optional(name);
    if (value.isEmpty()) {
      fault(name, "is missing");
    }
    return value.orElse("");
  }

  int integer(String name, int least, int most, Optional<Integer> byDefault) {
    Optional<String> text = byDefault.isPresent() ? optional(name) : Optional.of(required(name));
    if (text.isEmpty() || text.get().isEmpty()) {
      return byDefault.orElse(least);
    }
    try {
      int value = Integer.parseInt(text.get().strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, with the range
    }
    fault(name, "an integer from " + least + " to " + most + " is expected, not " + text.get());
    return least;
  }

  Duration millis(String name, int byDefault) {
    return Duration.ofMillis(integer(name, 10, 600_000, Optional.of(byDefault)));
  }

  <E extends Enum<E>> E oneOf(String name, Class<E> type) {
    return oneOf(name, type, Optional.empty());
  }

  /** One of the constants, in lower case and with hyphens. */
  <E extends Enum<E>> E oneOf(String name, Class<E> type, Optional<E> byDefault) {
    Optional<String> text = byDefault.isPresent() ? optional(name) : Optional.of(required(name));
    if (text.isEmpty()) {
      return byDefault.get();
    }
    for (E value : type.getEnumConstants()) {
      if (spelling(value).equals(text.get())) {
        return value;
      }
    }
    if (!text.get().isEmpty()) {
      List<String> all = Arrays.stream(type.getEnumConstants()).map(v -> spelling(v)).toList();
      fault(name, "one of " + all + " is expected, not " + text.get());
    }
    return type.getEnumConstants()[0];
  }

  private static String spelling(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A path that need not exist. */
  Path path(String name) {
    String text = required(name);
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      fault(name, "is no path");
      return NOWHERE;
    }
  }

  Path directory(String name) {
    Path path = path(name);
    if (!path.equals(NOWHERE) && !(Files.isDirectory(path) && Files.isWritable(path))) {
      fault(name, "no writable directory at " + path);
    }
    return path;
  }

  /** A readable file; where the system knows owners, nobody but the owner may read it. */
  Path privateFile(String name) {
    Path path = path(name);
    if (path.equals(NOWHERE)) {
      return path;
    }
    try {
      var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      if (!Files.isReadable(path)) {
        fault(name, "no readable file at " + path);
      } else if (view != null && !OF_THE_OWNER.containsAll(view.readAttributes().permissions())) {
        fault(name, "nobody but the owner may read or write " + path + " (mode 0600)");
      }
    } catch (IOException e) {
      fault(name, "cannot read the mode of " + path);
    }
    return path;
  }

  /** The parsed content of a file; null after a fault. */
  <T> T content(String name, Parser<T> parser) {
    Path path = path(name);
    if (path.equals(NOWHERE)) {
      return null;
    }
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (IOException e) {
      fault(name, "no readable file at " + path);
      return null;
    }
    return parsed(name, content, path + " ", parser);
  }

  /** The parsed value of a property; null after a fault. */
  <T> T parsed(String name, byte[] value, Parser<T> parser) {
    return parsed(name, value, "", parser);
  }

  private <T> T parsed(String name, byte[] content, String where, Parser<T> parser) {
    try {
      return parser.parse(content);
    } catch (Exception malformed) {
      fault(name, where + "is not valid: " + malformed.getMessage());
      return null;
    }
  }
}
