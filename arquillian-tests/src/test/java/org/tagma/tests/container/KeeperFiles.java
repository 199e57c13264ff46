package org.tagma.tests.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.server.cluster.ClusterHome;
import org.tagma.server.cluster.KeeperPorts;
import org.tagma.server.cluster.LocalCluster;
import org.tagma.tests.cluster.Directories;
import org.tagma.tests.cluster.FreePorts;

/**
 * Makes the files of keeper-1 of a cluster whose other keepers do not run, before the container
 * starts, and tells arquillian.xml where they are. Registered for all tests of this module.
 */
public final class KeeperFiles implements BeforeAllCallback {
  private static final String PORT = "tagma.tests.client-port";
  private static final String SETTINGS = "tagma.tests.settings";

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, ClusterFailure {
    if (System.getProperty(SETTINGS) == null) {
      Directories.empty("container-tmp");
      Path directory = Directories.empty("container");
      Files.writeString(directory.resolve("settings.properties"), "tagma.moduli=none\n");
      List<Integer> ports = FreePorts.pick(6);
      LocalCluster cluster =
          LocalCluster.create(
              new ClusterHome(directory),
              2,
              3,
              n -> new KeeperPorts(ports.get(n - 1), ports.get(n + 2)),
              "tagma-local");
      System.setProperty(PORT, Integer.toString(cluster.keepers().get(0).ports().client()));
      System.setProperty(SETTINGS, directory.resolve("keeper-1/keeper.properties").toString());
    }
  }
}
