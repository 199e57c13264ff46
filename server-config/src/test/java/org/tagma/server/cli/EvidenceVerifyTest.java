package org.tagma.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.evidence.Prosecution;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.frost.FrostRequest;
import org.tagma.threshold.frost.FrostRule;
import org.tagma.threshold.frost.FrostSuite;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;

/** {@code tagma evidence verify}: what an auditor sees, and the exit code. */
class EvidenceVerifyTest {
  private static final String KEY = "team:key-1";

  @TempDir private Path home;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final SimulatedCluster cluster = new SimulatedCluster(9, 2, 3, List.of(new Frost()));
  private final StagedSession staged = StagedSession.of(cluster, signing(), 1, 1, 2);
  private final Inbox inbox = staged.play();
  private final Evidence honest = Prosecution.of(inbox, new Offence(2, FrostRule.SHARE, 2, 2));

  @BeforeEach
  void trusts() throws Exception {
    write("cluster.json", cluster.cluster().toJson());
  }

  private Operation signing() {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("keyId", KEY).put("algorithm", "FROST");
    request.putObject("operations").put("op-1", "Zmlyc3Q=");
    FrostSuite suite = FrostSuite.SECP256K1;
    return cluster.operation(
        new Frost(),
        suite.contextString(),
        KEY,
        Optional.of(cluster.dealKey(KEY, suite.curve())),
        Session.request(FrostRequest.OP, request),
        30_000);
  }

  /** Keeper 2 signed a share that does not fit. */
  private Evidence guilty() throws Exception {
    Envelope share = staged.envelope(2, 2);
    ObjectNode payload = (ObjectNode) Jcs.parse(share.signed().payload().toArray());
    ((ArrayNode) payload.get("body").get("z")).set(0, payload.textNode("A".repeat(43)));
    String lie = Jws.sign(cluster.keeper(2).identity(), Envelope.TYP, Jcs.canonical(payload));
    List<String> exhibits = new ArrayList<>(honest.exhibits());
    assertTrue(exhibits.remove(share.signed().compact()));
    exhibits.add(lie);
    return with(FrostRule.SHARE.id(), exhibits);
  }

  private Evidence with(String rule, List<String> exhibits) {
    return new Evidence(
        rule, 2, honest.session(), honest.request(), honest.certificate(), exhibits, List.of());
  }

  @Test
  void reportsAProvedLie() throws Exception {
    write("bundle.json", guilty().toJson());

    assertEquals(0, verify("bundle.json"));
    assertEquals(
        """
        verdict    PROVED: the accused broke the rule.
        accused    keeper-2
        rule       FROST.SHARE
                   The keeper's signature share does not fit its nonce commitments and its public key share.
        operation  %s, attempt %d
        session    %s
        key        team:key-1, generation 1
        protocol   FROST, %s
        when       %s
        checked    3 signed messages against the pinned keys, the session they name, and the rule itself, run again.
        """
            .formatted(
                honest.session().operationId(),
                honest.session().attempt(),
                honest.session().sid().base64Url(),
                honest.session().suite(),
                Instant.ofEpochMilli(honest.session().openedAt())),
        printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void readsAnotherTrustFileWhenToldTo() throws Exception {
    write("bundle.json", guilty().toJson());
    Files.move(home.resolve("cluster.json"), home.resolve("elsewhere.json"));

    assertEquals(0, run("verify", "--trust", path("elsewhere.json"), path("bundle.json")));
  }

  @Test
  void clearsAKeeperThatKeptTheRule() throws Exception {
    write("bundle.json", honest.toJson());

    assertEquals(1, verify("bundle.json"));
    assertEquals(
        "verdict    REFUTED: the evidence is complete, and the accused kept the rule.",
        firstLine());
  }

  @Test
  void decidesNothingWhereAMessageIsMissingOrAlteredOrTheRuleUnknown() throws Exception {
    List<String> exhibits = guilty().exhibits();
    List<String> altered = new ArrayList<>(exhibits);
    String last = altered.remove(altered.size() - 1);
    int middle = last.length() / 2;
    char other = last.charAt(middle) == 'A' ? 'B' : 'A';
    altered.add(last.substring(0, middle) + other + last.substring(middle + 1));
    for (Evidence evidence :
        List.of(
            with("FROST.SHARE", exhibits.subList(1, exhibits.size())),
            with("FROST.SHARE", altered),
            with("FROST.\u001b[2Jnone", exhibits))) {
      write("bundle.json", evidence.toJson());

      assertEquals(1, verify("bundle.json"));
      assertEquals(
          "verdict    UNDECIDABLE: something is missing, altered or unknown, so this says nothing"
              + " about anybody.",
          firstLine());
      assertEquals(-1, printed.toString(StandardCharsets.UTF_8).indexOf('\u001b'));
    }
  }

  @Test
  void refusesTheEvidenceOfAnotherCluster() throws Exception {
    SimulatedCluster other = new SimulatedCluster(10, 2, 3, List.of(new Frost()));
    write("bundle.json", guilty().toJson());
    write("cluster.json", other.cluster().toJson());

    assertEquals(
        "%s is about cluster %s, but %s is that of cluster %s"
            .formatted(
                path("bundle.json"),
                cluster.cluster().id().base64Url(),
                path("cluster.json"),
                other.cluster().id().base64Url()),
        failure());
  }

  @Test
  void saysInOneLineWhyAFileCannotBeUsed() throws Exception {
    assertEquals(path("bundle.json") + " cannot be read", failure());
    Files.write(home.resolve("bundle.json"), new byte[EvidenceReport.MAX_BYTES + 1]);
    assertEquals(path("bundle.json") + " is larger than 16 MiB", failure());
    for (String hostile :
        List.of("", "none", "[]", "{}", "{\"v\":1,\"v\":1}", "[".repeat(100_000), "\u0000\u00ff")) {
      Files.writeString(home.resolve("bundle.json"), hostile, StandardCharsets.ISO_8859_1);
      String line = failure();
      assertTrue(line.startsWith(path("bundle.json") + " is no evidence: "), line);
      assertEquals(1, line.lines().count());
    }
    Files.writeString(home.resolve("cluster.json"), "{}");
    assertTrue(failure().startsWith(path("cluster.json") + " is no cluster file: "));
  }

  @Test
  void saysHowItIsUsed() {
    for (List<String> words :
        List.of(
            List.<String>of(),
            List.of("verify"),
            List.of("verify", "--trust", "file"),
            List.of("prove", "file"),
            List.of("verify", "a", "b"))) {
      UsageFailure usage =
          assertThrows(UsageFailure.class, () -> run(words.toArray(String[]::new)));
      assertEquals(
          "usage: `tagma evidence verify [--trust cluster.json] FILE`", usage.getMessage());
    }
  }

  private String failure() {
    return assertThrows(ClusterFailure.class, () -> verify("bundle.json")).getMessage();
  }

  private int verify(String file) throws ClusterFailure, UsageFailure {
    return run("verify", path(file));
  }

  private int run(String... words) throws ClusterFailure, UsageFailure {
    printed.reset();
    List<String> arguments = new ArrayList<>(List.of("evidence"));
    arguments.addAll(List.of(words));
    return new Tagma(
            Map.of("TAGMA_HOME", home.toString()),
            new PrintStream(printed, true, StandardCharsets.UTF_8))
        .run(arguments);
  }

  private String firstLine() {
    return printed.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
  }

  private String path(String file) {
    return home.resolve(file).toString();
  }

  private void write(String file, JsonNode json) throws Exception {
    Files.write(home.resolve(file), Jcs.canonical(json));
  }
}
