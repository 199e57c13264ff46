package org.tagma.threshold.gg20;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.DirectLinks;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.verdict.Verdict;

/** The verdicts of a second implementation, on the same faults of keeper 2. */
class Gg20FaultVerdictsTest {
  private static final Map<String, Cheat> FAULTS =
      Map.of(
          "delta",
          Gg20Cheats.in(Gg20.DELTA, (c, b) -> Gg20Cheats.addScalar(c, b, "delta", 5)),
          "sigma",
          Gg20ContractTest.falseSigma(false),
          "s",
          Gg20Cheats.in(Gg20.SHARE, (c, b) -> Gg20Cheats.addScalar(c, b, "s", 1)),
          "gammaMtA",
          Gg20Cheats.in(
              Gg20.MULTIPLY,
              (c, b) -> Gg20Cheats.add((ObjectNode) b.get("products").get(0), "D", 1)));

  /** The oracle has no proofs, so that what a proof shows at once shows there in phase 5. */
  private static final Map<String, Gg20Rule> RULES =
      Map.of(
          "delta",
          Gg20Rule.DELTA,
          "sigma",
          Gg20Rule.SIGMA,
          "s",
          Gg20Rule.SHARE,
          "gammaMtA",
          Gg20Rule.AFF_P);

  @TestFactory
  Stream<DynamicTest> namesWhomTheOracleNames() throws IOException {
    try (InputStream in =
        getClass().getResourceAsStream("/org/tagma/threshold/kat/gg20_fault_verdicts.json")) {
      JsonNode cases = new JsonMapper().readTree(in);
      assertEquals(5, cases.size());
      return StreamSupport.stream(cases.spliterator(), false)
          .map(c -> DynamicTest.dynamicTest(c.get("fault").asText(), () -> check(c)));
    }
  }

  private static void check(JsonNode known) {
    SimulatedCluster cluster = Gg20Operation.cluster(31, 2, 3);
    Operation operation = Gg20Operation.sign(cluster);
    String fault = known.get("fault").asText();
    if (!known.get("fault").isNull()) {
      cluster.keeper(2).cheat(FAULTS.get(fault));
    }
    Outcome outcome = cluster.run(1, operation, new DirectLinks(cluster, 1));
    assertTrue(outcome.result().isPresent());
    assertEquals(culprits(known), outcome.ledger().imposters());
    outcome
        .ledger()
        .faults()
        .forEach(
            f ->
                assertEquals(
                    RULES.get(fault).id(), ((Verdict.Imposter) f.verdict()).evidence().rule()));
  }

  private static Set<Integer> culprits(JsonNode known) {
    Set<Integer> culprits = new TreeSet<>();
    for (String list : Set.of("phase5_culprits", "phase6_culprits", "online_culprits")) {
      known.path(list).forEach(c -> culprits.add(c.intValue()));
    }
    return culprits;
  }
}
