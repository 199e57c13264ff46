package org.tagma.tests.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.server.cluster.ClusterHome;
import org.tagma.server.cluster.Installation;
import org.tagma.server.cluster.KeeperPorts;
import org.tagma.server.cluster.LocalCluster;
import org.tagma.server.cluster.LocalKeeper;

/**
 * A second process of a keeper: the same configuration and the same database, a state directory and
 * ports of its own, as a standby on another machine would have them.
 */
final class StandbyUnderTest {
  private StandbyUnderTest() {}

  /** Makes it, without starting it. */
  static KeeperUnderTest of(KeeperUnderTest keeper, Path original, String name)
      throws IOException, ClusterFailure {
    Path root = Directories.empty("clusters/" + name);
    for (String file : List.of("cluster.json", "tokens.json", "settings.properties")) {
      Files.copy(original.resolve(file), root.resolve(file));
    }
    for (int number = 1; number <= 3; number++) {
      copy(original, root, "keeper-" + number);
    }
    List<Integer> ports = FreePorts.pick(2);
    Path settings = root.resolve(keeper.name()).resolve("keeper.properties");
    move(settings, original, root, new KeeperPorts(ports.get(0), ports.get(1)));
    LocalCluster cluster = LocalCluster.open(new ClusterHome(root));
    LocalKeeper standby = cluster.keeper(keeper.name());
    return new KeeperUnderTest(
        cluster, standby, Installation.of(Path.of(System.getProperty("tagma.ear"))));
  }

  private static void copy(Path original, Path root, String keeper) throws IOException {
    Files.createDirectories(root.resolve(keeper));
    for (String file : List.of("identity.jwk", "keeper.properties", "seal", "seal.key")) {
      Files.copy(original.resolve(keeper).resolve(file), root.resolve(keeper).resolve(file));
    }
  }

  private static void move(Path settings, Path original, Path root, KeeperPorts ports)
      throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(settings)) {
      properties.load(reader);
    }
    properties.replaceAll(
        (name, value) -> value.toString().replace(original.toString(), root.toString()));
    properties.setProperty("tagma.client-port", Integer.toString(ports.client()));
    properties.setProperty("tagma.peer-port", Integer.toString(ports.peer()));
    try (Writer writer = Files.newBufferedWriter(settings)) {
      properties.store(writer, null);
    }
  }
}
