package org.tagma.server.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.server.archive.FlattenedArchive;

class LauncherTest {
  @TempDir private Path home;

  @Test
  void saysWhichPortIsInUseAndByWhomItIsNeeded() throws IOException, StartFailure {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      KeeperSettings settings = settings(taken.getLocalPort());

      StartFailure failure = assertThrows(StartFailure.class, () -> Launcher.checkPorts(settings));

      assertEquals(
          "port " + taken.getLocalPort() + " of 127.0.0.1 is in use; keeper-2 needs it",
          failure.getMessage());
    }
  }

  @Test
  void saysWhereTheEarIsMissing() throws StartFailure {
    KeeperSettings settings = settings(8_082);
    Path ear = home.resolve("tagma.ear");

    StartFailure failure = assertThrows(StartFailure.class, () -> Launcher.flatten(ear, settings));

    assertEquals("there is no EAR at " + ear, failure.getMessage());
  }

  @Test
  void saysThatTheHomeCannotBeWritten() throws IOException, StartFailure {
    Files.writeString(home.resolve("server"), "a file where a directory should be");
    Path file = home.resolve("file");
    Files.writeString(file, "");
    KeeperSettings settings = settings(8_082, file);

    StartFailure failure =
        assertThrows(
            StartFailure.class,
            () -> ServerDirectory.create(settings, new FlattenedArchive(file, "/")));

    assertEquals(
        "cannot write to the home of keeper-2: " + file.resolve("server"), failure.getMessage());
  }

  @Test
  void startsEachTimeFromAnEmptyServerDirectory() throws IOException, StartFailure {
    Path war = home.resolve("any.war");
    Files.writeString(war, "war");
    Path left = home.resolve("server/config/domain.xml");
    Files.createDirectories(left.getParent());
    Files.writeString(left, "what the server wrote back");

    ServerDirectory directory =
        ServerDirectory.create(settings(8_082), new FlattenedArchive(war, "/"));

    assertEquals(false, Files.exists(left));
    assertEquals(
        List.of("--rootdir", home.resolve("server").toString(), "--name", "keeper-2"),
        directory.arguments(settings(8_082), "/").subList(0, 4));
    assertEquals("war", Files.readString(home.resolve("server/tagma.war")));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("server"))));
  }

  @Test
  void writesTheLogInTheServersJsonWhereThatIsAskedFor() throws IOException, StartFailure {
    Path war = home.resolve("any.war");
    Files.writeString(war, "war");
    Properties properties = properties(8_082, home);
    properties.setProperty("tagma.log.format", "json");

    ServerDirectory.create(KeeperSettings.of(properties), new FlattenedArchive(war, "/"));

    Properties logging = new Properties();
    logging.load(Files.newBufferedReader(home.resolve("server/logging.properties")));
    assertEquals(
        "fish.payara.enterprise.server.logging.JSONLogFormatter",
        logging.getProperty("java.util.logging.ConsoleHandler.formatter"));
  }

  @Test
  void givesPeersAListenerWithThreadsOfItsOwn() throws StartFailure {
    List<String> commands = BootCommands.afterDeployment(settings(8_082));

    assertEquals(
        "create-network-listener --address=127.0.0.1 --listenerport=9082 --protocol=peer-protocol"
            + " --threadpool=peer-thread-pool peer-listener",
        commands.get(3));
  }

  @Test
  void withTlsPeersShowACertificateAndSpeakNoOlderVersion() throws IOException, StartFailure {
    Properties properties = properties(8_082, home);
    Path present = Files.writeString(home.resolve("present"), "");
    for (String name : new String[] {"keystore", "truststore", "password.file"}) {
      properties.setProperty("tagma.tls." + name, present.toString());
    }
    String ssl =
        "set configs.config.server-config.network-config.protocols.protocol.peer-protocol.ssl.";

    List<String> commands = BootCommands.afterDeployment(KeeperSettings.of(properties));

    assertEquals("create-protocol --securityenabled=true peer-protocol", commands.get(1));
    assertEquals(
        List.of(
            ssl + "cert-nickname=keeper-2",
            ssl + "tls12-enabled=false",
            ssl + "tls13-enabled=true",
            ssl + "client-auth=need",
            ssl + "client-auth-enabled=true",
            ssl.replace(".ssl.", ".http.") + "http2-enabled=false"),
        commands.subList(3, 9));
    assertEquals(
        "create-protocol --securityenabled=false peer-protocol",
        BootCommands.afterDeployment(settings(8_082)).get(1));
  }

  private KeeperSettings settings(int clientPort) throws StartFailure {
    return settings(clientPort, home);
  }

  private static KeeperSettings settings(int clientPort, Path home) throws StartFailure {
    return KeeperSettings.of(properties(clientPort, home));
  }

  private static Properties properties(int clientPort, Path home) {
    Properties properties = new Properties();
    properties.setProperty("tagma.peer-id", "keeper-2");
    properties.setProperty("tagma.home", home.toString());
    properties.setProperty("tagma.client-port", Integer.toString(clientPort));
    properties.setProperty("tagma.peer-port", "9082");
    return properties;
  }
}
