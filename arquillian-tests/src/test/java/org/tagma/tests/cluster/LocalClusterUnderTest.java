package org.tagma.tests.cluster;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
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
  /** Long, for machines that do other work beside: what ends early fails at once. */
  static final Duration START_PATIENCE = Duration.ofMinutes(6);

  private static final Duration END_PATIENCE = Duration.ofSeconds(10);

  private final int threshold;
  private final int total;
  private final Properties settings = new Properties();
  private String archive = "tagma.ear";
  private final List<KeeperUnderTest> keepers = new ArrayList<>();
  private LocalCluster cluster;
  private Installation installation;
  private boolean tls;
  private int linked;
  private UnreliableLink link;
  private Recording recording;
  private Thread atExit;

  private LocalClusterUnderTest(int threshold, int total) {
    this.threshold = threshold;
    this.total = total;
    settings.setProperty("tagma.moduli", "none"); // looking for primes keeps processors busy
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

  /** The same with an {@link UnreliableLink} on the way to keeper N's peer port. */
  public LocalClusterUnderTest withLinkTo(int keeper) {
    linked = keeper;
    return this;
  }

  /** The same with keepers that talk over mutual TLS; there is no link between them then. */
  public LocalClusterUnderTest withTls() {
    tls = true;
    return this;
  }

  /** The same with keepers that can be told to lie. */
  public LocalClusterUnderTest ofLab() {
    archive = "tagma.lab.ear";
    return this;
  }

  /** The same with a link on the way to every keeper, over which {@code everything} is recorded. */
  LocalClusterUnderTest recordedBy(Recording everything) {
    recording = everything;
    return this;
  }

  /** The link of {@link #withLinkTo}. */
  public UnreliableLink link() {
    return link;
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
    up(context.getRequiredTestClass().getSimpleName());
  }

  @Override
  public void afterAll(ExtensionContext context) throws ClusterFailure {
    down();
  }

  /**
   * Makes a new cluster, with its state in {@code target/clusters/NAME}, and waits until all its
   * keepers are ready.
   */
  void up(String name) throws IOException, ClusterFailure {
    Path directory = Directories.empty("clusters/" + name);
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
            KeeperUnderTest.TOKEN,
            tls);
    if (linked > 0) {
      LocalKeeper keeper = cluster.keepers().get(linked - 1);
      int port = FreePorts.pick(1).get(0);
      link = new UnreliableLink(port, keeper.peerAddress());
      lead(keeper, port);
    }
    if (recording != null) {
      for (LocalKeeper keeper : cluster.keepers()) {
        int port = FreePorts.pick(1).get(0);
        recording.link(cluster.keepers().indexOf(keeper) + 1, port, keeper.peerAddress());
        lead(keeper, port);
      }
    }
    installation = installation(Path.of(System.getProperty(archive)));
    for (LocalKeeper keeper : cluster.keepers()) {
      keepers.add(new KeeperUnderTest(cluster, keeper, installation));
    }
    atExit = new Thread(this::killAll);
    Runtime.getRuntime().addShutdownHook(atExit);
    cluster.start(cluster.keepers(), installation);
    cluster.awaitWhole(START_PATIENCE);
  }

  /**
   * Keepers that live for a minute would spend half of it in the optimizing compiler; only moduli
   * are slow without it.
   */
  private Installation installation(Path ear) {
    Installation whole = Installation.of(ear);
    return settings.getProperty("tagma.moduli").equals("none")
        ? whole.with("-XX:TieredStopAtLevel=1")
        : whole;
  }

  /** Ends all processes. */
  void down() throws ClusterFailure {
    if (link != null) {
      link.close();
    }
    if (recording != null) {
      recording.close();
    }
    if (cluster != null) {
      cluster.down(END_PATIENCE, keeper -> {});
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
  }

  /**
   * Makes exactly these keepers run, with nothing in their way, and waits until each of them takes
   * part in operations and sees all others as they are. The others are killed.
   */
  public void running(Integer... numbers) throws ClusterFailure {
    Set<Integer> wanted = Set.of(numbers);
    if (link != null) {
      link.mend();
    }
    cluster.resumePaused();
    for (int number = 1; number <= total; number++) {
      if (!wanted.contains(number)) {
        keeper(number).kill();
      }
    }
    List<LocalKeeper> running =
        wanted.stream().sorted().map(number -> cluster.keepers().get(number - 1)).toList();
    cluster.start(running, installation);
    cluster.awaitAnswers(running, START_PATIENCE);
    for (int number : wanted) {
      for (KeeperUnderTest other : keepers) {
        boolean runs = wanted.contains(number(other));
        keeper(number).awaitSeeing(other, runs ? "READY" : "UNAVAILABLE");
      }
    }
  }

  private int number(KeeperUnderTest keeper) {
    return keepers.indexOf(keeper) + 1;
  }

  /** The address of a keeper for its peers is no part of the cluster's id, so it can be changed. */
  private void lead(LocalKeeper keeper, int port) throws IOException {
    Path file = cluster.home().root().resolve("cluster.json");
    String direct = keeper.peerAddress().toString();
    String text = Files.readString(file);
    Files.writeString(file, text.replace(direct, "http://127.0.0.1:" + port));
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
