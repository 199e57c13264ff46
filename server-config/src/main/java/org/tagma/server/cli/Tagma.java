package org.tagma.server.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tagma.server.archive.Cheats;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.server.cluster.ClusterHome;
import org.tagma.server.cluster.Installation;
import org.tagma.server.cluster.KeeperPorts;
import org.tagma.server.cluster.LocalCluster;
import org.tagma.server.cluster.LocalKeeper;
import org.tagma.server.cluster.TestPki;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;

/**
 * The commands on a local cluster. The environment says where: {@code TAGMA_HOME}, {@code
 * TAGMA_BASE_PORT}, {@code TAGMA_EAR}. Exit codes: 0 done, 1 it could not be done (one line on
 * standard error says why), 2 wrong usage.
 */
public final class Tagma {
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);
  private static final Duration END_PATIENCE = Duration.ofSeconds(20);
  private static final String DEFAULT_BASE_PORT = "8080";
  private static final int MAX_BASE_PORT = 64_500;
  private static final int DEFAULT_KEEPERS = 3;
  private static final int DEFAULT_THRESHOLD = 2;

  private final Map<String, String> environment;
  private final PrintStream out;
  private final ClusterHome home;
  private final int basePort;

  Tagma(Map<String, String> environment, PrintStream out) throws ClusterFailure {
    this.environment = environment;
    this.out = out;
    this.home = new ClusterHome(Path.of(environment.getOrDefault("TAGMA_HOME", ".tagma")));
    this.basePort = basePort(environment.getOrDefault("TAGMA_BASE_PORT", DEFAULT_BASE_PORT));
  }

  public static void main(String[] arguments) {
    try {
      int status = new Tagma(System.getenv(), System.out).run(List.of(arguments));
      if (status != 0) {
        System.exit(status);
      }
    } catch (UsageFailure failure) {
      System.err.println("tagma: " + failure.getMessage());
      System.exit(2);
    } catch (ClusterFailure failure) {
      System.err.println("tagma: " + failure.getMessage());
      System.exit(1);
    }
  }

  /** The exit code: 0, or 1 for evidence that is not PROVED. */
  int run(List<String> arguments) throws ClusterFailure, UsageFailure {
    Deque<String> words = new ArrayDeque<>(arguments);
    String command = words.isEmpty() ? "" : words.pop();
    if (command.equals("evidence")) {
      return evidence(EvidenceOptions.parse(words));
    }
    if (Provisioning.knows(command)) {
      Path ear = Path.of(environment.getOrDefault("TAGMA_EAR", "tagma.ear")).toAbsolutePath();
      new Provisioning(out).run(command, words, ear);
      return 0;
    }
    switch (command) {
      case "up" -> {
        UpOptions options = UpOptions.parse(words);
        LocalCluster.exclusively(home, () -> up(options));
      }
      case "status" -> status();
      case "addresses" -> addresses();
      case "start" -> {
        String keeper = one(words, command);
        LocalCluster.exclusively(home, () -> start(keeper));
      }
      case "kill" -> kill(one(words, command));
      case "pause" -> pause(one(words, command));
      case "resume" -> resume(one(words, command));
      case "cheats" -> cheats().forEach(out::println);
      case "cheat" -> cheat(words);
      case "honest" -> honest(one(words, command));
      case "down" -> down();
      case "audit" -> audit();
      case "pki" -> pki(PkiOptions.parse(words));
      default -> throw new UsageFailure("no such command: " + command);
    }
    return 0;
  }

  private int evidence(EvidenceOptions options) throws ClusterFailure {
    EvidenceReport report =
        EvidenceReport.of(options.trust().orElse(home.clusterFile()), options.file());
    out.print(report.text());
    return report.finding() == Finding.PROVED ? 0 : 1;
  }

  private static String one(Deque<String> words, String command) throws UsageFailure {
    if (words.size() != 1) {
      throw new UsageFailure("`tagma " + command + "` takes one keeper, such as keeper-2");
    }
    return words.pop();
  }

  private void up(UpOptions options) throws ClusterFailure {
    long begun = System.nanoTime();
    LocalCluster cluster = existingOrNew(options);
    cluster.start(cluster.keepers(), installation(options.lab()));
    cluster.resumePaused();
    cluster.awaitWhole(START_PATIENCE);
    status(cluster);
    out.printf(
        "%d keepers are ready, any %d of them sign (%d s).%n",
        cluster.keepers().size(),
        cluster.threshold(),
        Duration.ofNanos(System.nanoTime() - begun).toSeconds());
  }

  private LocalCluster existingOrNew(UpOptions options) throws ClusterFailure {
    if (!LocalCluster.existsIn(home)) {
      return LocalCluster.create(
          home,
          options.threshold().orElse(DEFAULT_THRESHOLD),
          options.keepers().orElse(DEFAULT_KEEPERS),
          this::ports,
          environment.getOrDefault("TAGMA_DEV_TOKEN", "tagma-local"),
          options.tls());
    }
    if (options.tls() && !home.hasTls()) {
      throw new ClusterFailure(
          home.root() + " holds a cluster without TLS already: choose another TAGMA_HOME");
    }
    LocalCluster cluster = LocalCluster.open(home);
    int total = cluster.keepers().size();
    if (options.keepers().orElse(total) != total
        || options.threshold().orElse(cluster.threshold()) != cluster.threshold()) {
      throw new ClusterFailure(
          "%s holds a cluster of %d keepers with threshold %d already: choose another TAGMA_HOME"
              .formatted(home.root(), total, cluster.threshold()));
    }
    return cluster.movedTo(this::ports);
  }

  private KeeperPorts ports(int keeper) {
    return KeeperPorts.at(basePort, keeper);
  }

  /** Leaves room for the peers' ports. */
  private static int basePort(String given) throws ClusterFailure {
    if (given.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(given);
      if (port >= 1 && port <= MAX_BASE_PORT) {
        return port;
      }
    }
    throw new ClusterFailure(
        "TAGMA_BASE_PORT must be a number from 1 to " + MAX_BASE_PORT + ", not " + given);
  }

  private Installation installation(boolean lab) throws ClusterFailure {
    String built = environment.getOrDefault("TAGMA_EAR", "");
    Installation installation =
        built.isEmpty()
            ? Installation.keptIn(home)
            : Installation.of(Path.of(built)).copiedTo(home);
    if (lab != home.isLab()) {
      throw new ClusterFailure(
          home.root()
              + (lab ? " holds no lab: choose another TAGMA_HOME" : " holds a lab: use --lab"));
    }
    return installation;
  }

  private void status() throws ClusterFailure {
    status(LocalCluster.open(home));
  }

  private void status(LocalCluster cluster) throws ClusterFailure {
    for (LocalKeeper keeper : cluster.keepers()) {
      String pid = keeper.pid().map(p -> "pid " + p).orElse("no process");
      String state = keeper.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      out.printf(
          "%-10s %-9s clients %s  peers %s  %s%n",
          keeper.name(), state, keeper.clientAddress(), keeper.peerAddress(), pid);
    }
  }

  /** For scripts: one line a keeper, its name and where clients reach it. */
  private void addresses() throws ClusterFailure {
    for (LocalKeeper keeper : LocalCluster.open(home).keepers()) {
      out.println(keeper.name() + " " + keeper.clientAddress());
    }
  }

  private void pki(PkiOptions options) throws ClusterFailure {
    Path file = options.cluster().orElse(home.clusterFile());
    Cluster cluster;
    try {
      cluster = Cluster.read(Files.readAllBytes(file));
    } catch (IOException | DecodingException e) {
      throw new ClusterFailure("cannot read the cluster file " + file + ": " + e.getMessage(), e);
    }
    try {
      TestPki.in(options.directory(), options.password())
          .issue(cluster)
          .forEach(store -> out.println("made " + store));
    } catch (IOException e) {
      throw new ClusterFailure("cannot make a PKI in " + options.directory() + ": " + e, e);
    }
  }

  /** Prints the audit records on standard input. */
  private void audit() throws ClusterFailure {
    try {
      AuditRecords.lines(System.in.readAllBytes()).forEach(out::println);
    } catch (IOException | DecodingException e) {
      throw new ClusterFailure("these are no audit records: " + e.getMessage(), e);
    }
  }

  private void start(String name) throws ClusterFailure {
    LocalCluster cluster = LocalCluster.open(home);
    LocalKeeper keeper = cluster.keeper(name);
    if (keeper.pid().isPresent()) {
      out.println(keeper.name() + " is running already");
      return;
    }
    cluster.start(List.of(keeper), Installation.keptIn(home));
    if (cluster.running() < cluster.threshold()) {
      cluster.awaitAnswers(List.of(keeper), START_PATIENCE);
      out.printf("%s runs, and is ready once %d keepers do%n", keeper.name(), cluster.threshold());
    } else {
      cluster.awaitReady(List.of(keeper), START_PATIENCE);
      out.println(keeper.name() + " is ready");
    }
  }

  private void kill(String name) throws ClusterFailure {
    LocalKeeper keeper = LocalCluster.open(home).keeper(name);
    boolean ran = keeper.pid().isPresent();
    keeper.kill();
    out.println(keeper.name() + (ran ? " is killed" : " was not running"));
  }

  private void pause(String name) throws ClusterFailure {
    LocalKeeper keeper = LocalCluster.open(home).keeper(name);
    keeper.pause();
    out.println(keeper.name() + " is paused");
  }

  private void resume(String name) throws ClusterFailure {
    LocalKeeper keeper = LocalCluster.open(home).keeper(name);
    keeper.resume();
    out.println(keeper.name() + " goes on");
  }

  /** Those of the EAR at hand, or else of the home's own copy. */
  private List<String> cheats() throws ClusterFailure {
    Path ear = Path.of(environment.getOrDefault("TAGMA_EAR", ""));
    Path lab = ear.toString().isEmpty() ? Installation.keptIn(home).ear() : ear;
    try {
      List<String> cheats = Files.exists(lab) ? Cheats.in(lab) : List.of();
      if (cheats.isEmpty()) {
        throw new ClusterFailure("there is no lab in " + home.root() + ": run `tagma up --lab`");
      }
      return cheats;
    } catch (IOException e) {
      throw new ClusterFailure("cannot read " + lab + ": " + e.getMessage(), e);
    }
  }

  private void cheat(Deque<String> words) throws ClusterFailure, UsageFailure {
    if (words.size() != 2) {
      throw new UsageFailure(
          "`tagma cheat` takes a keeper and a cheat, such as keeper-2 FROST.SHARE");
    }
    LocalKeeper keeper = ofLab(words.pop());
    String name = words.pop();
    if (!cheats().contains(name)) {
      throw new UsageFailure("no such cheat: " + name + "; `tagma cheats` lists them");
    }
    keeper.cheat(name);
    out.println(keeper.name() + " cheats: " + name);
  }

  private void honest(String name) throws ClusterFailure {
    LocalKeeper keeper = ofLab(name);
    keeper.honest();
    out.println(keeper.name() + " is honest");
  }

  private LocalKeeper ofLab(String name) throws ClusterFailure {
    LocalKeeper keeper = LocalCluster.open(home).keeper(name);
    if (!home.isLab()) {
      throw new ClusterFailure(
          home.root() + " holds no lab: start one with `tagma up --lab` in another TAGMA_HOME");
    }
    return keeper;
  }

  private void down() throws ClusterFailure {
    if (!LocalCluster.existsIn(home)) {
      out.println("there is no cluster in " + home.root() + "; nothing runs");
      return;
    }
    LocalCluster cluster = LocalCluster.open(home);
    cluster.down(END_PATIENCE, keeper -> out.println(keeper.name() + " has ended"));
    out.println("no keeper of " + home.root() + " is running");
  }
}
