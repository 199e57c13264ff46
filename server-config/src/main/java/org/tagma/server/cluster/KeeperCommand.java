package org.tagma.server.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tagma.server.launch.Launcher;

/** The command line of a keeper's JVM. */
final class KeeperCommand {
  /**
   * A boot runs through much code once. With the JVM's own thresholds its second compiler spends 3
   * of the boot's 15 seconds of processor time on code that is hot during the boot only; ten times
   * the thresholds leave it the code that stays hot, the cryptography above all.
   */
  private static final List<String> LATER_SECOND_COMPILER =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

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
    command.addAll(LATER_SECOND_COMPILER);
    command.add("-Djava.awt.headless=true");
    command.add("-Djava.io.tmpdir=" + keeperDirectory.resolve("server").resolve("tmp"));
    command.addAll(installation.accessToJdk());
    command.addAll(ownOptions());
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

  private static List<String> ownOptions() {
    String options = System.getenv().getOrDefault("TAGMA_JAVA_OPTIONS", "").strip();
    return options.isEmpty() ? List.of() : Arrays.asList(options.split("\\s+"));
  }
}
