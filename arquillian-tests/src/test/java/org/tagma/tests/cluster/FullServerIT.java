package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.server.cluster.ClusterHome;
import org.tagma.server.cluster.Installation;
import org.tagma.server.cluster.KeeperPorts;
import org.tagma.server.cluster.LocalCluster;
import org.tagma.server.cluster.LocalKeeper;

/**
 * The EAR as it is on the full Payara Server: keeper 1 runs there, keepers 2 and 3 as usual. Only
 * with the profile {@code full-server}.
 */
@Order(65)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FullServerIT {
  private static final Duration DEPLOYED_WITHIN = Duration.ofMinutes(3);
  private static final Duration OPENED_WITHIN = Duration.ofSeconds(60);

  /** Also when the tests are broken off no process stays. */
  private static final Thread AT_EXIT = new Thread(FullServerIT::endAll);

  private static LocalCluster cluster;
  private static FullServer server;
  private static KeyUnderTest key;
  private static final List<KeeperUnderTest> KEEPERS = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException, ClusterFailure, InterruptedException {
    List<Integer> ports = FreePorts.pick(6);
    Path ear = Path.of(System.getProperty("tagma.ear"));
    cluster =
        LocalCluster.create(
            new ClusterHome(Directories.empty("clusters/full-server")),
            2,
            3,
            n -> new KeeperPorts(ports.get(n - 1), ports.get(n + 2)),
            KeeperUnderTest.TOKEN);
    Installation installation = Installation.of(ear);
    for (LocalKeeper keeper : cluster.keepers()) {
      KEEPERS.add(new KeeperUnderTest(cluster, keeper, installation));
    }
    Runtime.getRuntime().addShutdownHook(AT_EXIT);
    cluster.start(cluster.keepers().subList(1, 3), installation);
    LocalKeeper first = cluster.keepers().get(0);
    Properties settings = new Properties();
    settings.load(Files.newBufferedReader(first.directory().resolve("keeper.properties")));
    server =
        new FullServer(
            Path.of(System.getProperty("tagma.full-server")),
            Directories.empty("full-server-domains"),
            first.ports().client() - FullServer.HTTP,
            settings);
    server.start(first.ports().peer(), ear);
    cluster.awaitReady(cluster.keepers().subList(1, 3), LocalClusterUnderTest.START_PATIENCE);
    Eventually.value(
        DEPLOYED_WITHIN, () -> keeper(1).get("/system/ready").status(), status -> status == 204);
    for (KeeperUnderTest keeper : KEEPERS) {
      for (KeeperUnderTest other : KEEPERS) {
        keeper.awaitSeeing(other, "READY");
      }
    }
  }

  @AfterAll
  static void stop() {
    Runtime.getRuntime().removeShutdownHook(AT_EXIT);
    endAll();
  }

  private static void endAll() {
    try {
      cluster.down(Duration.ofSeconds(10), keeper -> {});
      if (server != null) {
        server.stop();
      }
    } catch (ClusterFailure | IOException | InterruptedException failure) {
      System.err.println(failure.getMessage());
    }
  }

  private static KeeperUnderTest keeper(int number) {
    return KEEPERS.get(number - 1);
  }

  @Test
  @Order(1)
  void theEarCreatesAKeyAndSigns() {
    key = KeyUnderTest.create(keeper(1), "full-server-it");
    for (KeeperUnderTest coordinator : KEEPERS) {
      Answer answer = key.sign(coordinator, "from " + coordinator.name());
      key.check(answer, "from " + coordinator.name());
      assertEquals(List.of(), Faults.of(answer));
    }
  }

  /** Were the annotations ignored, as they are when no web class has one, there were no metrics. */
  @Test
  @Order(2)
  void theFaultToleranceOfTheEjbJarWorks() throws ClusterFailure {
    assertTrue(sample("ft_timeout_calls_total", "PeerSlot1.probe") > 0, "no @Timeout");
    assertTrue(sample("ft_bulkhead_calls_total", "PeerSlot1.frost") > 0, "no @Bulkhead");
    assertEquals(0, sample("ft_circuitbreaker_opened_total", "PeerSlot2.probe"));

    keeper(3).kill();

    Eventually.value(
        OPENED_WITHIN,
        () -> sample("ft_circuitbreaker_opened_total", "PeerSlot2.probe"),
        opened -> opened > 0);
    assertEquals(0, sample("ft_circuitbreaker_opened_total", "PeerSlot1.probe"));
    Answer answer = key.sign(keeper(1), "without keeper-3");
    key.check(answer, "without keeper-3");
    assertEquals(List.of("keeper-3"), answer.list("dead"));
  }

  @Test
  @Order(3)
  void nothingIsLoggedWithAStackTrace() throws IOException {
    List<String> ours =
        server.log().lines().filter(line -> line.matches("\\s+at org\\.tagma\\..*")).toList();
    assertEquals(List.of(), ours);
  }

  /** The sum of a metric's samples for one method. */
  private static double sample(String metric, String method) {
    URI metrics = keeper(1).clientAddress().resolve("/metrics");
    String text = keeper(1).send(HttpRequest.newBuilder(metrics).build()).text();
    Matcher sample =
        Pattern.compile("(?m)^" + metric + "\\{[^}]*" + method + "[^}]*} ([0-9.E]+)$")
            .matcher(text);
    double sum = 0;
    while (sample.find()) {
      sum += Double.parseDouble(sample.group(1));
    }
    return sum;
  }
}
