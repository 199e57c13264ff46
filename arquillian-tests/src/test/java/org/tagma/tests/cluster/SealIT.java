package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** Keeper 3 is sealed and unsealed over HTTP, and then sealed by shares of people. */
@Order(7)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SealIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final String REFUSED = "keeper-3 REFUSED SEALED round 1 attempt 1";

  private static KeyUnderTest key;
  private static String settings;

  @BeforeAll
  static void start() throws ClusterFailure, IOException {
    CLUSTER.running(1, 2, 3);
    key = KeyUnderTest.create(CLUSTER.keeper(1), "seal-it");
    settings = Files.readString(file("keeper.properties"));
  }

  @AfterAll
  static void restore() throws ClusterFailure, IOException {
    CLUSTER.keeper(3).kill();
    Files.writeString(file("keeper.properties"), settings);
    if (Files.exists(file("seal.kept"))) {
      Files.delete(file("seal"));
      Files.move(file("seal.kept"), file("seal"));
    }
  }

  private static Path file(String name) {
    return CLUSTER.keeper(3).directory().resolve(name);
  }

  private static Answer post(String path, String json) {
    return CLUSTER.keeper(3).post("/system/" + path, json);
  }

  private static void assertStatus(String state, String sealedBy, int progress, int wrongShares) {
    JsonNode status = CLUSTER.keeper(3).get("/system/status").json();
    assertEquals(state, status.path("state").asText());
    assertEquals(sealedBy, status.path("sealedBy").asText());
    assertEquals(progress, status.path("progress").asInt());
    assertEquals(wrongShares, status.path("wrongShares").asInt());
  }

  /** Wherever keeper 3 is asked it refuses, and no operation of its own begins. */
  private static void assertRefuses(String unused) {
    Answer own = key.sign(CLUSTER.keeper(3), "by itself");
    Problems.check(own, 503, "KEEPER_SEALED", "/v1/keeper/sign");

    Answer all = CLUSTER.keeper(1).post("/dkg", Requests.createKey(unused));
    Problems.check(all, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/dkg");
    assertEquals(List.of(), all.list("imposters"));
    assertEquals(List.of(), all.list("dead"));
    assertEquals(List.of("keeper-3"), all.list("refused"));
    assertEquals(List.of(REFUSED), Faults.of(all));
  }

  @Test
  @Order(1)
  void aKeeperThatIsSealedRefusesUntilItIsUnsealed() {
    assertEquals(204, post("seal", "{}").status());
    Answer first = key.sign(CLUSTER.keeper(1), "just sealed");
    key.check(first, "just sealed");
    assertTrue(
        List.of(List.of(), List.of(REFUSED)).contains(Faults.of(first)), first::text); // if asked
    assertStatus("SEALED", "KEY_FILE", 0, 0);
    assertRefuses("seal-it:first");
    CLUSTER.keeper(1).awaitSeeing(CLUSTER.keeper(3), "NOT_READY");
    Answer later = key.sign(CLUSTER.keeper(1), "without it");
    key.check(later, "without it");
    assertEquals(List.of(), Faults.of(later));

    Answer unsealed = CLUSTER.keeper(3).get("/system/unseal");
    assertEquals(200, unsealed.status(), unsealed.text());
    assertTrue(unsealed.json().path("ready").asBoolean(), unsealed.text());
    Problems.check(
        CLUSTER.keeper(3).get("/system/unseal"),
        409,
        "KEEPER_ALREADY_UNSEALED",
        "/v1/keeper/system/unseal");
    key.check(key.sign(CLUSTER.keeper(3), "unsealed"), "unsealed");
  }

  @Test
  @Order(2)
  void aKeeperOfPeopleWaitsForTheirShares() throws ClusterFailure, IOException {
    CLUSTER.keeper(3).kill();
    Files.move(file("seal"), file("seal.kept"));
    Files.writeString(file("keeper.properties"), settings + "\ntagma.seal.kind=shamir\n");
    CLUSTER.keeper(3).startUnready();
    CLUSTER.keeper(1).awaitSeeing(CLUSTER.keeper(3), "NOT_READY");
    assertStatus("UNINITIALIZED", "", 0, 0);

    Answer init = post("init", "{\"peerId\":\"keeper-3\",\"threshold\":2,\"total\":3}");
    assertEquals(200, init.status(), init.text());
    List<String> shares = init.list("shares64");
    assertEquals(3, shares.size());
    assertStatus("SEALED", "SHAMIR", 0, 0);
    assertRefuses("seal-it:second");

    Answer wrong = post("unseal", "{\"payload64\":\"d3Jvbmc=\"}");
    Problems.check(wrong, 400, "INVALID_SHARE", "/v1/keeper/system/unseal");
    Answer one = post("unseal", "{\"payload64\":\"" + shares.get(2) + "\"}");
    assertEquals(200, one.status(), one.text());
    assertEquals("{\"threshold\":2,\"total\":3,\"progress\":1,\"ready\":false}", one.text());
    assertStatus("SEALED", "SHAMIR", 1, 1);
    Answer two = post("unseal", "{\"payloads64\":[\"" + shares.get(0) + "\"]}");
    assertEquals(2, two.json().path("progress").asInt(), two.text());
    assertStatus("UNSEALED", "SHAMIR", 0, 1);
    CLUSTER.keeper(3).start();
    CLUSTER.keeper(1).awaitSeeing(CLUSTER.keeper(3), "READY");
    CLUSTER.keeper(2).awaitSeeing(CLUSTER.keeper(3), "READY");
    KeyUnderTest made = KeyUnderTest.create(CLUSTER.keeper(3), "seal-it:third");
    made.check(made.sign(CLUSTER.keeper(3), "by people"), "by people");

    String operation = wrong.text("operationId");
    JsonNode record = Audit.awaitLast(CLUSTER.keeper(3), operation, "unseal.intent", "unseal");
    assertEquals("tagma-local", record.path("auth").path("subject").asText());
    assertEquals("INVALID_SHARE", record.path("outcome").path("error").asText());
    String everything = Audit.trail(CLUSTER.keeper(3)).toString() + CLUSTER.keeper(3).log();
    assertTrue(shares.stream().noneMatch(everything::contains));
  }
}
