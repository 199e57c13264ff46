package org.tagma.server.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagma.server.launch.Launcher;

/** The command line of a keeper's JVM. */
public final class KeeperCommand {
  private KeeperCommand() {}

  static List<String> of(Installation installation, Path keeperDirectory, Path settings)
      throws ClusterFailure {
    List<String> command = new ArrayList<>();
    session().ifPresent(command::add);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(KeeperProcess.mark(keeperDirectory)); // first: systems cut long command lines short
    command.add("-Djava.io.tmpdir=" + keeperDirectory.resolve("server").resolve("tmp"));
    command.addAll(options(installation, settings));
    return command;
  }

  /** What follows {@code java}, on whatever machine. */
  public static List<String> options(Installation installation, Path settings)
      throws ClusterFailure {
    List<String> options = new ArrayList<>();
    options.add("-XX:+UseSerialGC");
    options.add("-Xms128m");
    options.add("-Xmx512m");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("-Djava.awt.headless=true");
    options.addAll(installation.accessToJdk());
    options.addAll(installation.options());
    options.addAll(List.of("-cp", installation.classPath(), Launcher.class.getName()));
    options.addAll(List.of(installation.ear().toString(), settings.toString()));
    return options;
  }

  /**
   * A session of its own: an interrupt typed at the terminal that started the keeper does not reach
   * it.
   */
  private static Optional<String> session() {
    return List.of("/usr/bin/setsid", "/bin/setsid").stream()
        .filter(p -> Files.isExecutable(Path.of(p)))
        .findFirst();
  }
}
