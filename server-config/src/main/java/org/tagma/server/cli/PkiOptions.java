package org.tagma.server.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Optional;

/**
 * The options of {@code tagma pki}.
 *
 * @param cluster whose keepers get a certificate; those of the local cluster unless given
 * @param password the file of the password; one is made in the directory unless given
 */
record PkiOptions(Optional<Path> cluster, Optional<Path> password, Path directory) {
  private static final String USAGE =
      "usage: `tagma pki [--cluster cluster.json] [--password-file FILE] DIRECTORY`";

  static PkiOptions parse(Deque<String> words) throws UsageFailure {
    Optional<Path> cluster = Optional.empty();
    Optional<Path> password = Optional.empty();
    while (words.size() > 2) {
      switch (words.pop()) {
        case "--cluster" -> cluster = Optional.of(path(words.pop()));
        case "--password-file" -> password = Optional.of(path(words.pop()));
        default -> throw new UsageFailure(USAGE);
      }
    }
    if (words.size() != 1 || words.peek().startsWith("--")) {
      throw new UsageFailure(USAGE);
    }
    return new PkiOptions(cluster, password, path(words.pop()));
  }

  private static Path path(String word) throws UsageFailure {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new UsageFailure(USAGE);
    }
  }
}
