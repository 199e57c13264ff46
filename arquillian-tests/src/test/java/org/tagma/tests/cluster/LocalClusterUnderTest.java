package org.tagma.tests.cluster;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.server.cluster.ClusterHome;
import org.tagma.server.cluster.Installation;
import org.tagma.server.cluster.KeeperPorts;
import org.tagma.server.cluster.LocalCluster;
import org.tagma.server.cluster.LocalKeeper;

/**
 * A cluster of real keepers, one process each, for the tests of one class:
 *
 * <pre>
 * &#64;RegisterExtension
 * static final LocalClusterUnderTest CLUSTER = LocalClusterUnderTest.of(2, 3);
 * </pre>
 *
 * It runs the EAR under test through the same code as the script {@code tagma}, on ports of its
 * own, with its state in {@code target/clusters/CLASS}; every process is ended after the class, and
 * when the JVM ends.
 */
public final class LocalClusterUnderTest implements BeforeAllCallback, AfterAllCallback {
  private static final Duration END_PATIENCE = Duration.ofSeconds(10);

  private final int threshold;
  private final int total;
  private final Properties settings = new Properties();
  private final List<KeeperUnderTest> keepers = new ArrayList<>();
  private LocalCluster cluster;
  private Thread atExit;

  private LocalClusterUnderTest(int threshold, int total) {
    this.threshold = threshold;
    this.total = total;
  }

  /** A cluster of {@code total} keepers, any {@code threshold} of which sign. */
  public static LocalClusterUnderTest of(int threshold, int total) {
    return new LocalClusterUnderTest(threshold, total);
  }

  /** The same with a setting for all keepers, such as {@code tagma.deadline.frost}. */
  public LocalClusterUnderTest with(String setting, String value) {
    settings.setProperty(setting, value);
    return this;
  }

  /** Keeper N, from 1. */
  public KeeperUnderTest keeper(int number) {
    return keepers.get(number - 1);
  }

  /** All of them, in the order of their numbers. */
  public List<KeeperUnderTest> keepers() {
    return List.copyOf(keepers);
  }

  /** {@code cluster.json}, tokens, and each keeper's directory. */
  public Path home() {
    return cluster.home().root();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, ClusterFailure {
    Path directory =
        Directories.empty("clusters/" + context.getRequiredTestClass().getSimpleName());
    StringWriter common = new StringWriter();
    settings.store(common, null);
    Files.writeString(directory.resolve("settings.properties"), common.toString());
    List<Integer> ports = FreePorts.pick(2 * total);
    cluster =
        LocalCluster.create(
            new ClusterHome(directory),
            threshold,
            total,
            n -> new KeeperPorts(ports.get(n - 1), ports.get(total + n - 1)),
            KeeperUnderTest.TOKEN);
    Installation installation = Installation.of(Path.of(System.getProperty("tagma.ear")));
    for (LocalKeeper keeper : cluster.keepers()) {
      keepers.add(new KeeperUnderTest(cluster, keeper, installation));
    }
    atExit = new Thread(this::killAll);
    Runtime.getRuntime().addShutdownHook(atExit);
    cluster.start(cluster.keepers(), installation);
    cluster.awaitReady(cluster.keepers(), KeeperUnderTest.START_PATIENCE);
  }

  @Override
  public void afterAll(ExtensionContext context) throws ClusterFailure {
    if (cluster != null) {
      cluster.down(END_PATIENCE, keeper -> {});
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
  }

  private void killAll() {
    try {
      for (LocalKeeper keeper : cluster.keepers()) {
        keeper.kill();
      }
    } catch (ClusterFailure failure) {
      System.err.println(failure.getMessage());
    }
  }
}
