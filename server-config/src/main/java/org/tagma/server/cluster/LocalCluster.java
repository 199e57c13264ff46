package org.tagma.server.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.tagma.server.launch.Ports;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperName;

/** Keepers on this machine, one process each, on 127.0.0.1. */
public final class LocalCluster {
  private static final long POLL_MILLIS = 100;
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ClusterHome home;
  private final int threshold;
  private final List<LocalKeeper> keepers;

  private LocalCluster(ClusterHome home, int threshold, List<LocalKeeper> keepers) {
    this.home = home;
    this.threshold = threshold;
    this.keepers = List.copyOf(keepers);
  }

  /** Whether {@code home} holds a cluster. */
  public static boolean existsIn(ClusterHome home) {
    return new ClusterFiles(home).exist();
  }

  /**
   * Makes the files of a new cluster: t of n keepers, with new identities. {@code token} may do
   * everything.
   */
  public static LocalCluster create(
      ClusterHome home, int threshold, int total, IntFunction<KeeperPorts> ports, String token)
      throws ClusterFailure {
    return create(home, threshold, total, ports, token, false);
  }

  /** The same with keepers that talk over mutual TLS, with a PKI of their own, or do not. */
  public static LocalCluster create(
      ClusterHome home,
      int threshold,
      int total,
      IntFunction<KeeperPorts> ports,
      String token,
      boolean tls)
      throws ClusterFailure {
    if (total < 2 || total > Cluster.MAX_KEEPERS || threshold < 2 || threshold > total) {
      throw new ClusterFailure(
          "a cluster has 2 to "
              + Cluster.MAX_KEEPERS
              + " keepers, and a threshold from 2 to their number");
    }
    try {
      PrivateFiles.directory(home.root());
      ClusterFiles files = new ClusterFiles(home);
      List<KeeperPorts> all = IntStream.rangeClosed(1, total).mapToObj(ports).toList();
      files.create(threshold, all, token, tls);
      files.address(all);
    } catch (IOException e) {
      throw new ClusterFailure("cannot write to " + home.root() + ": " + e, e);
    } catch (DecodingException e) {
      throw new IllegalStateException("a cluster of our own making is not valid", e);
    }
    return open(home);
  }

  /** The cluster in {@code home}. */
  public static LocalCluster open(ClusterHome home) throws ClusterFailure {
    ClusterFiles files = new ClusterFiles(home);
    if (!files.exist()) {
      throw new ClusterFailure("there is no cluster in " + home.root() + ": run `tagma up`");
    }
    try {
      Cluster cluster = files.cluster();
      List<LocalKeeper> keepers = new ArrayList<>();
      for (Cluster.Member member : cluster.keepers()) {
        String name = KeeperName.of(member.number());
        keepers.add(new LocalKeeper(home, name, files.ports(name)));
      }
      return new LocalCluster(home, cluster.threshold(), keepers);
    } catch (IOException | DecodingException | NumberFormatException e) {
      throw new ClusterFailure(
          "the files of the cluster in " + home.root() + " are damaged: " + e.getMessage(), e);
    }
  }

  /** Gives all keepers these ports, unless one of them runs. */
  public LocalCluster movedTo(IntFunction<KeeperPorts> ports) throws ClusterFailure {
    if (running() > 0) {
      return this;
    }
    try {
      new ClusterFiles(home)
          .address(IntStream.rangeClosed(1, keepers.size()).mapToObj(ports).toList());
    } catch (IOException | DecodingException e) {
      throw new ClusterFailure("cannot write to " + home.root() + ": " + e, e);
    }
    return open(home);
  }

  public ClusterHome home() {
    return home;
  }

  /** t. */
  public int threshold() {
    return threshold;
  }

  /** In the order of their numbers. */
  public List<LocalKeeper> keepers() {
    return keepers;
  }

  /** The keeper with this name, {@code keeper-N} or N. */
  public LocalKeeper keeper(String name) throws ClusterFailure {
    for (LocalKeeper keeper : keepers) {
      if (keeper.name().equals(name) || keeper.name().equals("keeper-" + name)) {
        return keeper;
      }
    }
    throw new ClusterFailure(
        "there is no "
            + name
            + ", only "
            + String.join(", ", keepers.stream().map(LocalKeeper::name).toList()));
  }

  /** Starts those of these keepers that do not run; nothing is started if a port is taken. */
  public void start(List<LocalKeeper> wanted, Installation installation) throws ClusterFailure {
    List<LocalKeeper> missing = new ArrayList<>();
    for (LocalKeeper keeper : wanted) {
      if (keeper.process().isEmpty()) {
        checkPorts(keeper);
        missing.add(keeper);
      }
    }
    for (LocalKeeper keeper : missing) {
      keeper.start(installation);
    }
  }

  private static void checkPorts(LocalKeeper keeper) throws ClusterFailure {
    for (int port : new int[] {keeper.ports().client(), keeper.ports().peer()}) {
      if (!Ports.free("127.0.0.1", port)) {
        throw new ClusterFailure(
            "port "
                + port
                + " is in use, and "
                + keeper.name()
                + " needs it: set TAGMA_BASE_PORT to move the cluster");
      }
    }
  }

  /** Lets every stopped keeper go on. */
  public void resumePaused() throws ClusterFailure {
    for (LocalKeeper keeper : keepers) {
      var process = keeper.process();
      if (process.isPresent() && process.get().paused()) {
        process.get().resume();
      }
    }
  }

  /** What a keeper is waited for. */
  @FunctionalInterface
  private interface Condition {
    boolean holds(LocalKeeper keeper) throws ClusterFailure;
  }

  /**
   * Waits until these keepers say that they are ready, for which a quorum has to run; fails at once
   * when one of them ends.
   */
  public void awaitReady(List<LocalKeeper> wanted, Duration patience) throws ClusterFailure {
    await(wanted, LocalKeeper::answersReady, "is not ready", deadline(patience));
  }

  /** Waits until these keepers answer; fails at once when one of them ends. */
  public void awaitAnswers(List<LocalKeeper> wanted, Duration patience) throws ClusterFailure {
    await(wanted, LocalKeeper::answers, "does not answer", deadline(patience));
  }

  /**
   * Waits until all keepers are ready and each sees all others so, and goes on to for two seconds:
   * as long as it takes to probe everybody twice.
   */
  public void awaitWhole(Duration patience) throws ClusterFailure {
    long deadline = deadline(patience);
    Condition whole = keeper -> keeper.answersReady() && keeper.reaches() == keepers.size();
    long since = System.nanoTime();
    while (System.nanoTime() - since < SETTLED_NANOS) {
      if (!all(whole)) {
        await(keepers, whole, "does not see all others ready", deadline);
        since = System.nanoTime();
      }
      KeeperProcess.pause(POLL_MILLIS);
    }
  }

  private boolean all(Condition condition) throws ClusterFailure {
    for (LocalKeeper keeper : keepers) {
      if (!condition.holds(keeper)) {
        return false;
      }
    }
    return true;
  }

  private static long deadline(Duration patience) {
    return System.nanoTime() + patience.toNanos();
  }

  private static void await(
      List<LocalKeeper> wanted, Condition condition, String otherwise, long deadline)
      throws ClusterFailure {
    for (LocalKeeper keeper : wanted) {
      while (!condition.holds(keeper)) {
        for (LocalKeeper other : wanted) {
          if (other.process().isEmpty()) {
            throw new ClusterFailure(other.name() + " ended while starting: " + other.lastWords());
          }
        }
        if (System.nanoTime() >= deadline) {
          throw new ClusterFailure(keeper.name() + " " + otherwise + ": see " + keeper.log());
        }
        KeeperProcess.pause(POLL_MILLIS);
      }
    }
  }

  /** How many keepers have a process. */
  public int running() throws ClusterFailure {
    int running = 0;
    for (LocalKeeper keeper : keepers) {
      running += keeper.process().isPresent() ? 1 : 0;
    }
    return running;
  }

  /**
   * Ends every process of this cluster: asks, and after {@code grace} insists. Stopped ones are
   * continued, so that they can hear.
   */
  public void down(Duration grace, Consumer<LocalKeeper> ended) throws ClusterFailure {
    Map<LocalKeeper, KeeperProcess> running = new LinkedHashMap<>();
    for (LocalKeeper keeper : keepers) {
      var process = keeper.process();
      if (process.isPresent()) {
        running.put(keeper, process.get());
        process.get().terminate();
        process.get().resume();
      }
    }
    long deadline = System.nanoTime() + grace.toNanos();
    for (var keeper : running.entrySet()) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      if (!keeper.getValue().ended(left)) {
        keeper.getKey().kill();
      }
      ended.accept(keeper.getKey());
    }
  }

  /** What changes processes and files of one home. */
  @FunctionalInterface
  public interface Work {
    void run() throws ClusterFailure;
  }

  /** Does the work while no other caller changes the same home; waits for one that does. */
  public static void exclusively(ClusterHome home, Work work) throws ClusterFailure {
    try {
      PrivateFiles.directory(home.root());
    } catch (IOException e) {
      throw new ClusterFailure("cannot write to " + home.root() + ": " + e, e);
    }
    try (FileChannel channel =
        FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(); // released when the channel closes
      work.run();
    } catch (IOException e) {
      throw new ClusterFailure("cannot lock " + home.lock() + ": " + e, e);
    }
  }
}
