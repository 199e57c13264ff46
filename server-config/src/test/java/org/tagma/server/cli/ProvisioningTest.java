package org.tagma.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Sha256;

class ProvisioningTest {
  @TempDir private Path folder;

  /** Each identity on a machine of its own. */
  private final List<String> identities = new ArrayList<>();

  @BeforeEach
  void makeIdentities() throws Exception {
    for (int n = 1; n <= 3; n++) {
      String made = run("identity", "keeper-" + n, folder.resolve("machine-" + n).toString());
      identities.add(made.strip());
    }
  }

  @Test
  void makesAnIdentityThatOnlyItsOwnerMayRead() throws Exception {
    Path secret = folder.resolve("machine-2").resolve("identity.jwk");

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
    KeeperIdentity identity = KeeperIdentity.fromJwk(2, Jcs.parse(Files.readAllBytes(secret)));
    JsonNode open = Jcs.parse(Files.readAllBytes(Path.of(identities.get(1))));
    assertEquals("keeper-2", open.path("id").asText());
    assertEquals(identity.publicKey().jwk(), open.path("identityJwk"));
    assertFalse(open.toString().contains("\"d\""));
  }

  @Test
  void neverReplacesAnIdentity() throws Exception {
    Path secret = folder.resolve("machine-2").resolve("identity.jwk");
    byte[] before = Files.readAllBytes(secret);

    ClusterFailure failure =
        assertThrows(
            ClusterFailure.class,
            () -> run("identity", "keeper-2", folder.resolve("machine-2").toString()));

    assertEquals("there is a " + secret + " already", failure.getMessage());
    assertEquals(Sha256.of(before), Sha256.of(Files.readAllBytes(secret)));
  }

  @Test
  void makesATrustRootThatKeepersRead() throws Exception {
    Cluster cluster = Cluster.read(trust("2").getBytes(StandardCharsets.UTF_8));

    assertEquals(2, cluster.threshold());
    assertEquals(3, cluster.total());
    assertEquals(
        URI.create("https://keeper-3.example:9443"), cluster.member(3).orElseThrow().peerUrl());
  }

  private String trust(String threshold) throws Exception {
    return run(
        "trust",
        threshold,
        identities.get(0) + "=https://keeper-1.example:9443",
        identities.get(1) + "=https://keeper-2.example:9443",
        identities.get(2) + "=https://keeper-3.example:9443");
  }

  @Test
  void makesNoTrustRootThatNoKeeperWouldTake() {
    for (String threshold : List.of("0", "1", "4")) {
      assertEquals(
          "these make no cluster: t must be from 2 to n, and n at most 16",
          assertThrows(ClusterFailure.class, () -> trust(threshold)).getMessage());
    }
    String one = identities.get(0) + "=https://keeper-1.example:9443";
    assertEquals(
        "these make no cluster: two keepers share a number or an identity key",
        assertThrows(ClusterFailure.class, () -> run("trust", "2", one, one)).getMessage());
    assertEquals(
        "these make no cluster: a peerUrl is not an http or https address",
        assertThrows(
                ClusterFailure.class,
                () -> run("trust", "2", one, identities.get(1) + "=ftp://keeper-2.example"))
            .getMessage());
  }

  @Test
  void saysWhichFileIsNoIdentity() throws Exception {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"id\":\"keeper-1\"}");
    Path secret = folder.resolve("machine-1").resolve("identity.jwk");
    for (Path file : List.of(other, secret)) {
      ClusterFailure failure =
          assertThrows(
              ClusterFailure.class,
              () ->
                  run("trust", "2", file + "=https://a.example", identities.get(1) + "=https://b"));
      assertEquals(
          file + " is no keeper's public identity", failure.getMessage().replaceFirst(": .*", ""));
    }
  }

  @Test
  void addsASubjectAndKeepsItsTokenNowhere() throws Exception {
    Path file = folder.resolve("tokens.json");

    String first = run("token", file.toString(), "orders", "tagma.key.orders:*.sign").strip();
    String second = run("token", file.toString(), "ops", "tagma.system.*", "-tagma.x.y").strip();

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    JsonNode tokens = Jcs.parse(Files.readAllBytes(file)).path("tokens");
    assertEquals(2, tokens.size());
    assertEquals("orders", tokens.path(0).path("subject").asText());
    assertEquals(
        Sha256.of(first.getBytes(StandardCharsets.UTF_8)).hex(),
        tokens.path(0).path("tokenSha256").asText());
    assertEquals(
        "[\"tagma.system.*\",\"-tagma.x.y\"]", tokens.path(1).path("permissions").toString());
    assertEquals(43, second.length());
    assertFalse(Files.readString(file).contains(first) || Files.readString(file).contains(second));
    assertEquals(
        file + " has a token for ops already",
        assertThrows(ClusterFailure.class, () -> run("token", file.toString(), "ops", "tagma.a.b"))
            .getMessage());
  }

  @Test
  void takesNothingElse() {
    for (String[] words :
        new String[][] {
          {"identity"},
          {"identity", "keeper-1"},
          {"trust", "2"},
          {"trust", "two", "a=https://b"},
          {"trust", "2", "a"},
          {"trust", "2", "a=https://b c"},
          {"token", "file", "subject"},
          {"keeper-options"}
        }) {
      assertThrows(UsageFailure.class, () -> run(words), () -> String.join(" ", words));
    }
    assertEquals(
        "keeper-17 is no keeper's name, keeper-1 to keeper-16 are",
        assertThrows(ClusterFailure.class, () -> run("identity", "keeper-17", folder.toString()))
            .getMessage());
  }

  private String run(String... words) throws ClusterFailure, UsageFailure {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    new Tagma(
            Map.of("TAGMA_HOME", folder.resolve("home").toString()),
            new PrintStream(printed, true, StandardCharsets.UTF_8))
        .run(List.of(words));
    return printed.toString(StandardCharsets.UTF_8);
  }
}
