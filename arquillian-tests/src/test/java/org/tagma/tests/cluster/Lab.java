package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

  /** The coordinator's records of an operation in which somebody lied say what its answer says. */
  static void checkOutcome(KeeperUnderTest coordinator, String event, Answer answer) {
    List<JsonNode> records = Audit.records(coordinator, answer.text("operationId"));
    assertEquals(List.of(event + ".intent", "protocol.evidence", event), Audit.events(records));
    JsonNode outcome = records.get(2);
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
}
