package org.tagma.server.cli;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.server.cluster.Installation;
import org.tagma.server.cluster.KeeperCommand;
import org.tagma.server.provision.AccessTokens;
import org.tagma.server.provision.IdentityFiles;
import org.tagma.server.provision.TrustRoot;

/** The commands for keepers on machines of their own (docs/operations.md). */
final class Provisioning {
  private static final String IDENTITY = "usage: `tagma identity KEEPER FOLDER`";
  private static final String TRUST =
      "usage: `tagma trust THRESHOLD KEEPER.json=https://HOST:PORT ...`";
  private static final String TOKEN = "usage: `tagma token FILE SUBJECT PERMISSION...`";
  private static final String OPTIONS = "usage: `tagma keeper SETTINGS`";

  private final PrintStream out;

  Provisioning(PrintStream out) {
    this.out = out;
  }

  /** Whether the command is one of these. */
  static boolean knows(String command) {
    return List.of("identity", "trust", "token", "keeper-options").contains(command);
  }

  void run(String command, Deque<String> words, Path ear) throws ClusterFailure, UsageFailure {
    switch (command) {
      case "identity" -> identity(words);
      case "trust" -> trust(words);
      case "token" -> token(words);
      default -> options(words, ear);
    }
  }

  private void identity(Deque<String> words) throws ClusterFailure, UsageFailure {
    check(words.size() == 2, IDENTITY);
    out.println(IdentityFiles.create(words.pop(), path(words.pop(), IDENTITY)));
  }

  private void trust(Deque<String> words) throws ClusterFailure, UsageFailure {
    check(words.size() > 1, TRUST);
    int threshold = number(words.pop());
    List<TrustRoot.Keeper> keepers = new ArrayList<>();
    for (String word : words) {
      int end = word.indexOf('=');
      check(end > 0, TRUST);
      keepers.add(
          new TrustRoot.Keeper(path(word.substring(0, end), TRUST), url(word.substring(end + 1))));
    }
    out.print(TrustRoot.of(threshold, keepers));
  }

  private void token(Deque<String> words) throws ClusterFailure, UsageFailure {
    check(words.size() > 2, TOKEN);
    Path file = path(words.pop(), TOKEN);
    out.println(AccessTokens.add(file, words.pop(), List.copyOf(words)));
  }

  /** For `tagma keeper`, as a file of arguments for the JVM: one a line, quoted. */
  private void options(Deque<String> words, Path ear) throws ClusterFailure, UsageFailure {
    check(words.size() == 1, OPTIONS);
    Path settings = path(words.pop(), OPTIONS).toAbsolutePath();
    for (String option : KeeperCommand.options(Installation.of(ear), settings)) {
      out.println('"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }
  }

  private static void check(boolean holds, String usage) throws UsageFailure {
    if (!holds) {
      throw new UsageFailure(usage);
    }
  }

  private static int number(String word) throws UsageFailure {
    check(word.matches("[0-9]{1,2}"), TRUST);
    return Integer.parseInt(word);
  }

  private static Path path(String word, String usage) throws UsageFailure {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new UsageFailure(usage);
    }
  }

  private static URI url(String word) throws UsageFailure {
    try {
      return URI.create(word);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(TRUST);
    }
  }
}
