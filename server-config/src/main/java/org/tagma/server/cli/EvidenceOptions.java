package org.tagma.server.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Optional;

/** The options of {@code tagma evidence verify}. */
record EvidenceOptions(Optional<Path> trust, Path file) {
  private static final String USAGE = "usage: `tagma evidence verify [--trust cluster.json] FILE`";

  static EvidenceOptions parse(Deque<String> words) throws UsageFailure {
    if (words.isEmpty() || !words.pop().equals("verify")) {
      throw new UsageFailure(USAGE);
    }
    Optional<Path> trust = Optional.empty();
    if (words.size() == 3 && words.peek().equals("--trust")) {
      words.pop();
      trust = Optional.of(path(words.pop()));
    }
    if (words.size() != 1 || words.peek().startsWith("--")) {
      throw new UsageFailure(USAGE);
    }
    return new EvidenceOptions(trust, path(words.pop()));
  }

  private static Path path(String word) throws UsageFailure {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new UsageFailure(USAGE);
    }
  }
}
