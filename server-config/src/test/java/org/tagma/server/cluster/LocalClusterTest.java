package org.tagma.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.server.launch.Launcher;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;

class LocalClusterTest {
  @TempDir private Path directory;

  @Test
  void pinsTheIdentityThatEachKeeperHolds() throws Exception {
    LocalCluster cluster = create(2, 3);

    Cluster trustRoot = trustRoot(cluster);
    assertEquals(2, trustRoot.threshold());
    assertEquals(3, trustRoot.total());
    for (Cluster.Member member : trustRoot.keepers()) {
      Path key = keeper(cluster, member.number()).directory().resolve("identity.jwk");
      KeeperIdentity identity =
          KeeperIdentity.fromJwk(member.number(), Jcs.parse(Files.readAllBytes(key)));
      assertEquals(member.key().thumbprint(), identity.publicKey().thumbprint());
    }
  }

  @Test
  void keepsSecretsFromOtherUsers() throws Exception {
    LocalCluster cluster = create(2, 2);

    for (LocalKeeper keeper : cluster.keepers()) {
      assertEquals("rwx------", mode(keeper.directory()));
      assertEquals("rw-------", mode(keeper.directory().resolve("identity.jwk")));
      assertEquals("rw-------", mode(keeper.directory().resolve("seal.key")));
    }
    assertEquals("rw-------", mode(cluster.home().tokens()));
  }

  @Test
  void givesEachKeeperASealKeyOfItsOwn() throws Exception {
    LocalCluster cluster = create(2, 2);

    String first = Files.readString(keeper(cluster, 1).directory().resolve("seal.key")).strip();
    String second = Files.readString(keeper(cluster, 2).directory().resolve("seal.key")).strip();
    assertEquals(32, Bytes.fromBase64Url(first).length());
    assertNotEquals(first, second);
  }

  @Test
  void listsTheTokensByTheirHashes() throws Exception {
    LocalCluster cluster = create(2, 2);

    JsonNode tokens = Jcs.parse(Files.readAllBytes(cluster.home().tokens())).get("tokens");

    assertEquals("tagma-local", tokens.get(0).get("subject").asText());
    assertEquals(
        "8745eca18fb8c7a67a6f1748313b6194fb2c997bbd810543cc12116b23bfea14",
        tokens.get(0).get("tokenSha256").asText());
    assertEquals("tagma-auditor", tokens.get(1).get("subject").asText());
    assertEquals(
        "[\"tagma.audit.read\",\"tagma.audit.log.verify\"]",
        tokens.get(1).get("permissions").toString());
  }

  @Test
  void writesWhatAKeeperHasToKnow() throws Exception {
    LocalCluster cluster = create(2, 3);
    LocalKeeper keeper = keeper(cluster, 2);

    Properties settings = new Properties();
    settings.load(Files.newBufferedReader(keeper.settings()));

    assertEquals("keeper-2", settings.getProperty("tagma.peer-id"));
    assertEquals("local", settings.getProperty("tagma.profile"));
    assertEquals("8082", settings.getProperty("tagma.client-port"));
    assertEquals("9082", settings.getProperty("tagma.peer-port"));
    assertEquals(keeper.directory().toString(), settings.getProperty("tagma.home"));
    for (String file :
        List.of("tagma.cluster", "tagma.tokens", "tagma.identity-key", "tagma.seal.key-file")) {
      assertEquals(true, Files.exists(Path.of(settings.getProperty(file))), file);
    }
  }

  @Test
  void withTlsEachKeeperHasItsStoresAndPeersAreCalledOverHttps() throws Exception {
    LocalCluster cluster =
        LocalCluster.create(home(), 2, 3, n -> KeeperPorts.at(8080, n), "tagma-local", true);
    LocalKeeper keeper = keeper(cluster, 2);

    Properties settings = new Properties();
    settings.load(Files.newBufferedReader(keeper.settings()));

    Path pki = cluster.home().pki();
    assertEquals(
        pki.resolve("keeper-2.p12").toString(), settings.getProperty("tagma.tls.keystore"));
    assertEquals(
        pki.resolve("truststore.p12").toString(), settings.getProperty("tagma.tls.truststore"));
    assertEquals(
        pki.resolve("password").toString(), settings.getProperty("tagma.tls.password.file"));
    assertEquals(URI.create("https://127.0.0.1:9082"), keeper.peerAddress());
    LocalCluster moved = cluster.movedTo(n -> KeeperPorts.at(18_080, n));
    for (Cluster.Member member : trustRoot(moved).keepers()) {
      assertEquals(URI.create("https://127.0.0.1:" + (19_080 + member.number())), member.peerUrl());
    }
  }

  @Test
  void withoutTlsThereIsNoPki() throws Exception {
    LocalCluster cluster = create(2, 2);

    Properties settings = new Properties();
    settings.load(Files.newBufferedReader(keeper(cluster, 1).settings()));
    assertEquals(null, settings.getProperty("tagma.tls.keystore"));
    assertEquals(false, cluster.home().hasTls());
    assertEquals(URI.create("http://127.0.0.1:9081"), keeper(cluster, 1).peerAddress());
  }

  @Test
  void addsTheSettingsThatAllKeepersShare() throws Exception {
    ClusterHome home = new ClusterHome(directory.resolve("home"));
    Files.createDirectories(home.root());
    Files.writeString(home.commonSettings(), "tagma.deadline.frost=900\n");

    LocalCluster cluster = LocalCluster.create(home, 2, 2, n -> KeeperPorts.at(8080, n), "token");

    Properties settings = new Properties();
    settings.load(Files.newBufferedReader(keeper(cluster, 1).settings()));
    assertEquals("900", settings.getProperty("tagma.deadline.frost"));
  }

  @Test
  void movesWithoutBecomingAnotherCluster() throws Exception {
    LocalCluster cluster = create(2, 3);
    Bytes id = trustRoot(cluster).id();

    LocalCluster moved = cluster.movedTo(n -> KeeperPorts.at(18_080, n));

    assertEquals(URI.create("http://127.0.0.1:18083"), keeper(moved, 3).clientAddress());
    assertEquals(URI.create("http://127.0.0.1:19083"), trustRoot(moved).keepers().get(2).peerUrl());
    assertEquals(id, trustRoot(moved).id());
  }

  @Test
  void knowsAKeeperByNameAndByNumber() throws Exception {
    LocalCluster cluster = create(2, 3);

    assertEquals("keeper-3", cluster.keeper("keeper-3").name());
    assertEquals("keeper-3", cluster.keeper("3").name());
    ClusterFailure failure = assertThrows(ClusterFailure.class, () -> cluster.keeper("keeper-4"));
    assertEquals("there is no keeper-4, only keeper-1, keeper-2, keeper-3", failure.getMessage());
  }

  @Test
  void refusesSizesThatAreNoCluster() {
    for (int[] wrong : new int[][] {{1, 3}, {4, 3}, {2, 1}, {2, 17}}) {
      ClusterFailure failure = assertThrows(ClusterFailure.class, () -> create(wrong[0], wrong[1]));
      assertEquals(
          "a cluster has 2 to 16 keepers, and a threshold from 2 to their number",
          failure.getMessage());
    }
  }

  @Test
  void startsNothingWhenAPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LocalCluster cluster =
          LocalCluster.create(
              home(), 2, 2, n -> new KeeperPorts(n == 2 ? taken.getLocalPort() : 1, 2), "token");
      List<LocalKeeper> second = List.of(keeper(cluster, 2));

      ClusterFailure failure =
          assertThrows(
              ClusterFailure.class, () -> cluster.start(second, Installation.of(directory)));

      assertEquals(
          "port "
              + taken.getLocalPort()
              + " is in use, and keeper-2 needs it: set TAGMA_BASE_PORT to move the cluster",
          failure.getMessage());
    }
  }

  @Test
  void startsAKeeperOnItsOwnSettings() throws Exception {
    LocalKeeper keeper = keeper(create(2, 2), 2);
    Installation installation = Installation.of(directory.resolve("tagma.ear"));

    List<String> command = KeeperCommand.of(installation, keeper.directory(), keeper.settings());

    assertEquals(true, command.contains("-Dtagma.keeper=" + keeper.directory()));
    assertEquals(
        List.of(
            Launcher.class.getName(),
            directory.resolve("tagma.ear").toString(),
            keeper.settings().toString()),
        command.subList(command.size() - 3, command.size()));
    assertEquals(
        true, command.contains("--add-opens=java.base/java.lang=ALL-UNNAMED"), command.toString());
  }

  private LocalCluster create(int threshold, int total) throws ClusterFailure {
    return LocalCluster.create(
        home(), threshold, total, n -> KeeperPorts.at(8080, n), "tagma-local");
  }

  private ClusterHome home() {
    return new ClusterHome(directory.resolve("home"));
  }

  private static LocalKeeper keeper(LocalCluster cluster, int number) {
    return cluster.keepers().get(number - 1);
  }

  private static Cluster trustRoot(LocalCluster cluster) throws Exception {
    return Cluster.read(Files.readAllBytes(cluster.home().clusterFile()));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
