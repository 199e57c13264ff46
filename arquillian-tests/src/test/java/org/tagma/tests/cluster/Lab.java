package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.evidence.EvidenceVerifier;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.Evidence;

/** A cluster whose keepers lie on command, and what has to come of their lies. */
final class Lab {
  private static final String RELEASE = "{\"reason\":\"the next test\"}";

  private final LocalClusterUnderTest cluster;

  private Lab(LocalClusterUnderTest cluster) {
    this.cluster = cluster;
  }

  /** {@code threshold} of {@code total} keepers, with the patience of {@link SharedCluster}. */
  static LocalClusterUnderTest of(int threshold, int total) {
    return LocalClusterUnderTest.of(threshold, total)
        .ofLab()
        .with("tagma.deadline.probe", "1800")
        .with("tagma.deadline.frost", Long.toString(SharedCluster.ROUND_DEADLINE.toMillis()))
        .with("tagma.deadline.dkg", "9000")
        .with("tagma.hedge.factor", "0"); // so that each fault can be told beforehand
  }

  static Lab in(LocalClusterUnderTest cluster) {
    return new Lab(cluster);
  }

  /** All keepers run, are honest and trust each other; none has died a moment ago. */
  void restore(KeyUnderTest key) throws ClusterFailure {
    for (KeeperUnderTest keeper : cluster.keepers()) {
      keeper.honest();
    }
    cluster.running(
        IntStream.rangeClosed(1, cluster.keepers().size()).boxed().toArray(Integer[]::new));
    for (KeeperUnderTest keeper : cluster.keepers()) {
      for (String barred : quarantine(keeper)) {
        assertEquals(204, release(keeper, barred).status());
      }
    }
    // each death in a row doubles the back-off; an answered round ends the row
    for (int request = 1; key != null && request < cluster.keepers().size(); request++) {
      key.check(key.signUnlessOverloaded(cluster.keeper(1), "restored"), "restored");
    }
  }

  static List<String> quarantine(KeeperUnderTest keeper) {
    Answer seen = keeper.get("/control/system");
    assertEquals(200, seen.status(), seen.text());
    return seen.list("quarantine");
  }

  static Answer release(KeeperUnderTest keeper, String barred) {
    return keeper.delete("/control/peers/" + barred + "/quarantine", RELEASE);
  }

  /** Asks until a fault is found; whoever is to be asked is asked sooner or later. */
  Answer untilAFault(Supplier<Answer> request) {
    Answer answer = request.get();
    for (int again = 1; again < cluster.keepers().size() && Faults.of(answer).isEmpty(); again++) {
      answer = request.get();
    }
    return answer;
  }

  /** The evidence of a fault proves to anybody with the cluster file that it broke the rule. */
  void checkProved(KeeperUnderTest holder, JsonNode fault, int accused, String rule)
      throws IOException, DecodingException {
    String path = fault.path("evidence").asText();
    Answer answer = holder.get(path.replace("/v1/keeper", ""));
    assertEquals(200, answer.status(), path + ": " + answer.text());
    Evidence evidence =
        Evidence.fromJson(Jcs.parse(answer.text().getBytes(StandardCharsets.UTF_8)));
    assertEquals(rule, evidence.rule());
    assertEquals(accused, evidence.accused());
    Cluster trust = Cluster.read(Files.readAllBytes(cluster.home().resolve("cluster.json")));
    assertEquals(
        Finding.PROVED,
        new EvidenceVerifier(trust.id(), trust.keyRing(), KnownProtocols.all()).verify(evidence));
  }

  /** The coordinator's records of an operation say what its answer says, with all evidence. */
  static void checkOutcome(KeeperUnderTest coordinator, String event, Answer answer) {
    List<JsonNode> records = Audit.records(coordinator, answer.text("operationId"));
    List<String> expected = new ArrayList<>(List.of(event + ".intent"));
    if (!answer.list("imposters").isEmpty()) {
      expected.add("protocol.evidence");
    }
    expected.add(event);
    assertEquals(expected, Audit.events(records));
    JsonNode outcome = records.get(records.size() - 1);
    assertEquals(answer.status(), outcome.path("outcome").path("statusCode").asInt());
    for (String list : List.of("imposters", "dead", "refused", "faults")) {
      assertEquals(answer.json().path(list), outcome.path(list), list);
    }
  }

  /** A member of the failed session holds the proof too, the liar itself among them. */
  JsonNode checkToldOf(int liar, KeeperUnderTest member, String event, Answer answer, String rule)
      throws IOException, DecodingException {
    JsonNode close =
        Audit.awaitLast(member, answer.text("operationId"), event + ".open", event + ".close");
    assertEquals("FAILED", close.path("outcome").path("error").asText());
    assertEquals("[\"" + KeeperName.of(liar) + "\"]", close.path("imposters").toString());
    assertEquals(0, close.path("dead").size());
    assertEquals(0, close.path("refused").size());
    assertEquals(
        List.of(KeeperName.of(liar) + " IMPOSTER " + rule + " attempt 1"), Faults.of(close));
    checkProved(member, close.path("faults").path(0), liar, rule);
    return close;
  }

  /**
   * Each of these keepers has closed every session of the operation that it took part in, and names
   * nobody but those whom the answer names: imposters by the same rule and with evidence of its
   * own, the dead on the coordinator's word.
   *
   * @return who took part in the session that had a result
   */
  List<String> checkParts(String event, Answer answer, List<KeeperUnderTest> keepers)
      throws IOException, DecodingException {
    List<String> took = new ArrayList<>();
    for (KeeperUnderTest keeper : keepers) {
      for (JsonNode close : Audit.awaitClosed(keeper, answer.text("operationId"), event)) {
        assertEquals(0, close.path("dead").size(), close.toString());
        assertEquals(0, close.path("refused").size(), close.toString());
        for (JsonNode fault : close.path("faults")) {
          checkTold(keeper, fault, answer);
        }
        if (close.path("outcome").path("statusCode").asInt() == 200) {
          took.add(keeper.name());
        }
      }
    }
    return took;
  }

  private void checkTold(KeeperUnderTest keeper, JsonNode fault, Answer answer)
      throws IOException, DecodingException {
    String named = fault.path("keeper").asText();
    if (fault.path("verdict").asText().equals("IMPOSTER")) {
      String rule = fault.path("rule").asText();
      String lie = named + " IMPOSTER " + rule + " ";
      assertTrue(Faults.of(answer).stream().anyMatch(f -> f.startsWith(lie)), fault.toString());
      checkProved(keeper, fault, KeeperName.number(named), rule);
    } else {
      assertEquals("CLAIMED", fault.path("verdict").asText(), fault.toString());
      assertTrue(answer.list("dead").contains(named), fault.toString());
    }
  }

  /** {@code tagma evidence verify} says so too, in a process that knows nothing else. */
  void checkVerifies(KeeperUnderTest holder, JsonNode fault) throws IOException {
    Path file = Files.createTempFile(cluster.home(), "evidence", ".json");
    Files.writeString(
        file, holder.get(fault.path("evidence").asText().replace("/v1/keeper", "")).text());
    Process verify =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.tagma.server.cli.Tagma",
                "evidence",
                "verify",
                "--trust",
                cluster.home().resolve("cluster.json").toString(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, verify.onExit().join().exitValue(), printed);
    assertTrue(printed.startsWith("verdict    PROVED"), printed);
  }
}
