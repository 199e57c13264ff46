package org.tagma.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.server.cluster.ClusterHome;
import org.tagma.server.cluster.KeeperPorts;
import org.tagma.server.cluster.LocalCluster;

class TagmaTest {
  @TempDir private Path home;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void saysThatThereIsNoCluster() {
    ClusterFailure failure = assertThrows(ClusterFailure.class, () -> run("status"));

    assertEquals("there is no cluster in " + home + ": run `tagma up`", failure.getMessage());
  }

  @Test
  void hasNothingToEndWithoutACluster() throws Exception {
    assertEquals("there is no cluster in " + home + "; nothing runs\n", run("down"));
  }

  @Test
  void printsKeepersThatAreDown() throws Exception {
    LocalCluster.create(new ClusterHome(home), 2, 2, n -> KeeperPorts.at(8080, n), "token");

    assertEquals(
        """
        keeper-1   down      clients http://127.0.0.1:8081  peers http://127.0.0.1:9081  no process
        keeper-2   down      clients http://127.0.0.1:8082  peers http://127.0.0.1:9082  no process
        """,
        run("status"));
    assertEquals(
        "keeper-1 http://127.0.0.1:8081\nkeeper-2 http://127.0.0.1:8082\n", run("addresses"));
    assertEquals("keeper-2 was not running\n", run("kill", "keeper-2"));
    assertEquals("no keeper of " + home + " is running\n", run("down"));
  }

  @Test
  void doesNotPauseAKeeperThatIsDown() throws Exception {
    LocalCluster.create(new ClusterHome(home), 2, 2, n -> KeeperPorts.at(8080, n), "token");

    ClusterFailure failure = assertThrows(ClusterFailure.class, () -> run("pause", "keeper-1"));

    assertEquals("keeper-1 is not running", failure.getMessage());
  }

  @Test
  void keepsTheSizeOfAClusterThatExists() throws Exception {
    LocalCluster.create(new ClusterHome(home), 2, 2, n -> KeeperPorts.at(8080, n), "token");

    ClusterFailure failure = assertThrows(ClusterFailure.class, () -> run("up", "--keepers", "5"));

    assertEquals(
        home + " holds a cluster of 2 keepers with threshold 2 already: choose another TAGMA_HOME",
        failure.getMessage());
  }

  @Test
  void makesKeepersOfALabLieAndHonestAgain() throws Exception {
    LocalCluster.create(new ClusterHome(home), 2, 2, n -> KeeperPorts.at(8080, n), "token");
    lab(home.resolve("tagma-lab.ear"));
    Path file = home.resolve("keeper-2").resolve("cheat");

    assertEquals("ECIES.DLEQ\nFROST.SHARE\n", run("cheats"));
    assertEquals("keeper-2 cheats: FROST.SHARE\n", run("cheat", "2", "FROST.SHARE"));
    assertEquals("FROST.SHARE\n", Files.readString(file));
    assertEquals("keeper-2 is honest\n", run("honest", "keeper-2"));
    assertFalse(Files.exists(file));
    assertEquals("keeper-2 is honest\n", run("honest", "keeper-2"));
    assertEquals(
        "no such cheat: FROST.NOTHING; `tagma cheats` lists them",
        usage("cheat", "keeper-2", "FROST.NOTHING"));
  }

  @Test
  void tellsNoKeeperToLieOutsideALab() throws Exception {
    LocalCluster.create(new ClusterHome(home), 2, 2, n -> KeeperPorts.at(8080, n), "token");

    ClusterFailure failure =
        assertThrows(ClusterFailure.class, () -> run("cheat", "keeper-2", "FROST.SHARE"));

    assertEquals(
        home + " holds no lab: start one with `tagma up --lab` in another TAGMA_HOME",
        failure.getMessage());
    assertFalse(Files.exists(home.resolve("keeper-2").resolve("cheat")));
    assertEquals(
        "there is no lab in " + home + ": run `tagma up --lab`",
        assertThrows(ClusterFailure.class, () -> run("cheats")).getMessage());
  }

  @Test
  void aHomeIsALabForGoodOrNever() throws Exception {
    LocalCluster.create(new ClusterHome(home), 2, 2, n -> KeeperPorts.at(8080, n), "token");
    Path given = lab(home.resolve("given.ear"));
    Files.createFile(home.resolve("tagma.ear"));
    Tagma tagma = tagma(Map.of("TAGMA_HOME", home.toString(), "TAGMA_EAR", given.toString()));

    assertEquals(
        home + " holds no lab: choose another TAGMA_HOME",
        assertThrows(ClusterFailure.class, () -> tagma.run(List.of("up", "--lab"))).getMessage());

    Files.delete(home.resolve("tagma.ear"));
    lab(home.resolve("tagma-lab.ear"));
    assertEquals(
        home + " holds a lab: use --lab",
        assertThrows(ClusterFailure.class, () -> run("up")).getMessage());
  }

  @Test
  void makesAPkiForTheKeepersOfAClusterFile() throws Exception {
    LocalCluster.create(new ClusterHome(home), 2, 2, n -> KeeperPorts.at(8080, n), "token");
    Path made = home.resolve("made");

    String said = run("pki", made.toString());

    assertEquals("made " + made + "/keeper-1.p12\nmade " + made + "/keeper-2.p12\n", said);
    Path absent = home.resolve("absent.json");
    ClusterFailure failure =
        assertThrows(
            ClusterFailure.class,
            () -> run("pki", "--cluster", absent.toString(), made.toString()));
    assertEquals("cannot read the cluster file " + absent + ": " + absent, failure.getMessage());
    for (String[] wrong : new String[][] {{"pki"}, {"pki", "--fast"}, {"pki", "a", "b", "c"}}) {
      assertEquals(
          "usage: `tagma pki [--cluster cluster.json] [--password-file FILE] DIRECTORY`",
          usage(wrong));
    }
  }

  @Test
  void aClusterTalksOverTlsFromItsBeginningOrNever() throws Exception {
    LocalCluster.create(new ClusterHome(home), 2, 2, n -> KeeperPorts.at(8080, n), "token");

    ClusterFailure failure = assertThrows(ClusterFailure.class, () -> run("up", "--tls"));

    assertEquals(
        home + " holds a cluster without TLS already: choose another TAGMA_HOME",
        failure.getMessage());
  }

  /** An EAR with nothing but a jar of two cheats. */
  private static Path lab(Path ear) throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    zip(jar, "META-INF/cheats", "ECIES.DLEQ\nFROST.SHARE\n".getBytes(StandardCharsets.UTF_8));
    try (OutputStream out = Files.newOutputStream(ear)) {
      zip(out, "lib/tagma-cheats-1.jar", jar.toByteArray());
    }
    return ear;
  }

  private static void zip(OutputStream out, String name, byte[] content) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.finish();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertEquals("no such command: dance", usage("dance"));
    assertEquals(
        "`tagma up` knows --keepers N, --threshold T, --lab and --tls, not --fast",
        usage("up", "--fast"));
    assertEquals("--threshold takes a number", usage("up", "--threshold", "two"));
    assertEquals("--keepers takes a number", usage("up", "--keepers"));
    assertEquals(
        "`tagma cheat` takes a keeper and a cheat, such as keeper-2 FROST.SHARE",
        usage("cheat", "keeper-2"));
    assertEquals("`tagma honest` takes one keeper, such as keeper-2", usage("honest"));
    assertEquals("`tagma kill` takes one keeper, such as keeper-2", usage("kill"));
  }

  @Test
  void refusesABasePortThatIsNone() {
    for (String wrong : List.of("eighty", "0", "64600")) {
      ClusterFailure failure =
          assertThrows(
              ClusterFailure.class,
              () ->
                  tagma(Map.of("TAGMA_HOME", home.toString(), "TAGMA_BASE_PORT", wrong))
                      .run(List.of("up")));
      assertEquals(
          "TAGMA_BASE_PORT must be a number from 1 to 64500, not " + wrong, failure.getMessage());
    }
  }

  private String usage(String... words) {
    return assertThrows(UsageFailure.class, () -> run(words)).getMessage();
  }

  private String run(String... words) throws ClusterFailure, UsageFailure {
    printed.reset();
    tagma(Map.of("TAGMA_HOME", home.toString())).run(List.of(words));
    return printed.toString(StandardCharsets.UTF_8);
  }

  private Tagma tagma(Map<String, String> environment) throws ClusterFailure {
    return new Tagma(environment, new PrintStream(printed, true, StandardCharsets.UTF_8));
  }
}
