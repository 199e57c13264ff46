package org.tagma.server.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tagma.server.archive.FlattenedArchive;

/**
 * Payara Micro's own directory in a keeper's home. It holds nothing to keep and is made anew at
 * each start: the server writes its configuration back, and on the next start our boot commands
 * would find their elements already there.
 */
final class ServerDirectory {
  /** The server keeps copies of the key stores in it. */
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path root;

  private ServerDirectory(Path root) {
    this.root = root;
  }

  /**
   * A directory with the application and the command files for these settings, and nothing else.
   */
  static ServerDirectory create(KeeperSettings settings, FlattenedArchive application)
      throws StartFailure {
    Path root = settings.home().resolve("server");
    try {
      delete(root);
      Files.createDirectories(root, OWNER_ONLY);
      Files.createDirectory(root.resolve("tmp"));
      ServerDirectory directory = new ServerDirectory(root);
      Files.copy(application.war(), directory.application());
      Files.write(directory.preBootCommands(), BootCommands.beforeBoot(settings));
      Files.write(directory.postDeployCommands(), BootCommands.afterDeployment(settings));
      try (InputStream logging = ServerDirectory.class.getResourceAsStream("logging.properties")) {
        String text = new String(logging.readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(directory.loggingProperties(), settings.logFormat().applyTo(text));
      }
      return directory;
    } catch (IOException | UncheckedIOException e) {
      throw new StartFailure("cannot write to the home of " + settings.peerId() + ": " + root, e);
    }
  }

  /** The arguments of {@code fish.payara.micro.PayaraMicro}. */
  List<String> arguments(KeeperSettings settings, String contextRoot) {
    return List.of(
        "--rootdir",
        root.toString(),
        "--name",
        settings.peerId(),
        "--nocluster",
        "--disablephonehome",
        "--port",
        Integer.toString(settings.clientPort()),
        "--deploy",
        application().toString(),
        "--contextroot",
        contextRoot,
        "--prebootcommandfile",
        preBootCommands().toString(),
        "--postdeploycommandfile",
        postDeployCommands().toString(),
        "--logproperties",
        loggingProperties().toString());
  }

  /** The server names the application after the file. */
  private Path application() {
    return root.resolve("tagma.war");
  }

  private Path preBootCommands() {
    return root.resolve("pre-boot.txt");
  }

  private Path postDeployCommands() {
    return root.resolve("post-deploy.txt");
  }

  private Path loggingProperties() {
    return root.resolve("logging.properties");
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(path);
        }
      }
    }
  }
}
