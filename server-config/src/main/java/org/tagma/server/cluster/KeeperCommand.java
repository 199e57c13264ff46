package org.tagma.server.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagma.server.launch.Launcher;

/** The command line of a keeper's JVM. */
final class KeeperCommand {
  private KeeperCommand() {}

  static List<String> of(Installation installation, Path keeperDirectory, Path settings)
      throws ClusterFailure {
    List<String> command = new ArrayList<>();
    session().ifPresent(command::add);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(KeeperProcess.mark(keeperDirectory)); // first: systems cut long command lines short
    command.add("-XX:+UseSerialGC");
    command.add("-Xms128m");
    command.add("-Xmx512m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Djava.awt.headless=true");
    command.add("-Djava.io.tmpdir=" + keeperDirectory.resolve("server").resolve("tmp"));
    command.addAll(installation.accessToJdk());
    command.addAll(installation.options());
    command.addAll(List.of("-cp", installation.classPath(), Launcher.class.getName()));
    command.addAll(List.of(installation.ear().toString(), settings.toString()));
    return command;
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
