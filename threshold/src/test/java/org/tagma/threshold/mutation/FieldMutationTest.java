package org.tagma.threshold.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tagma.threshold.dkg.DkgOperation;
import org.tagma.threshold.ecies.EciesOperation;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.importing.ImportOperation;
import org.tagma.threshold.refresh.Refresh;
import org.tagma.threshold.refresh.RefreshOperation;
import org.tagma.threshold.repair.Repair;
import org.tagma.threshold.repair.RepairOperation;
import org.tagma.threshold.reshare.Reshare;
import org.tagma.threshold.reshare.ReshareOperation;
import org.tagma.threshold.round.InboxReader;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.Links;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.testkit.Auditor;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.DirectLinks;
import org.tagma.threshold.testkit.EnvelopeLies;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.SignedPayload;

/**
 * Every field of every message, changed in every way: who is named, by which rule, and that nobody
 * else is. What is expected stands in {@link Tables}; what came of it stands in docs/attacks.md,
 * which this test writes with {@code -Dtagma.pages=write} and else compares.
 */
class FieldMutationTest {
  private static final int LIAR = 2;
  private static final int AT_LEAST = 250;
  private static final Path PAGE = Path.of("..", "docs", "attacks.md");

  /** A protocol, how to ask for it, and what is changed. */
  private record Subject(
      Function<Long, SimulatedCluster> cluster,
      Function<SimulatedCluster, Operation> operation,
      List<Mutation> bodies) {
    SimulatedCluster fresh() {
      return cluster.apply(71L);
    }
  }

  private static List<Subject> subjects() {
    return List.of(
        new Subject(
            seed -> FrostOperation.cluster(seed, 2, 3), FrostOperation::sign, Tables.frost()),
        new Subject(
            seed -> EciesOperation.cluster(seed, 2, 3),
            cluster -> EciesOperation.decrypt(cluster, "SECP256K1"),
            Tables.ecies()),
        new Subject(seed -> DkgOperation.cluster(seed, 2, 3), DkgOperation::create, Tables.dkg()),
        new Subject(
            seed -> new SimulatedCluster(seed, 2, 3, List.of(new Refresh())),
            FieldMutationTest::refresh,
            Tables.refresh()),
        new Subject(
            seed -> new SimulatedCluster(seed, 2, 3, List.of(new Reshare())),
            FieldMutationTest::reshare,
            Tables.reshare()),
        new Subject(
            seed -> ImportOperation.cluster(seed, 2, 3),
            ImportOperation::store,
            Tables.importing()),
        new Subject(
            seed -> new SimulatedCluster(seed, 2, 3, List.of(new Repair())),
            cluster -> RepairOperation.repair(cluster, Curve.named("SECP256K1")),
            Tables.repair()));
  }

  /** For the same three keepers, any two of which sign again. */
  private static Operation reshare(SimulatedCluster cluster) {
    return ReshareOperation.reshare(
        cluster, cluster.dealKey("team:key-1", Curve.named("SECP256K1")), 2, Set.of(1, 2, 3));
  }

  private static Operation refresh(SimulatedCluster cluster) {
    return RefreshOperation.refresh(
        cluster, cluster.dealKey("team:key-1", Curve.named("SECP256K1")));
  }

  /** One attack, what was done and what came of it. */
  private record Attack(Protocol protocol, Mutation mutation, boolean onEnvelope) {
    String name() {
      return protocol.kind(mutation.round())
          + (onEnvelope ? " envelope " : " ")
          + mutation.field()
          + ": "
          + mutation.name();
    }
  }

  @Test
  void thereAreEnoughAndNoTwoAreTheSame() {
    List<String> names = attacks().map(a -> a.attack().name()).toList();
    assertTrue(names.size() >= AT_LEAST, () -> "only " + names.size());
    assertEquals(names.size(), Set.copyOf(names).size());
  }

  private record Staged(Subject subject, Attack attack) {}

  private static Stream<Staged> attacks() {
    return subjects().stream()
        .flatMap(
            subject -> {
              Protocol protocol = subject.operation().apply(subject.fresh()).protocol();
              List<Staged> staged = new ArrayList<>();
              subject
                  .bodies()
                  .forEach(m -> staged.add(new Staged(subject, new Attack(protocol, m, false))));
              for (int round = 1; round <= protocol.rounds(); round++) {
                Tables.envelope(round, protocol.kind(round).endsWith(".certify"))
                    .forEach(m -> staged.add(new Staged(subject, new Attack(protocol, m, true))));
              }
              return staged.stream();
            });
  }

  @TestFactory
  Stream<DynamicTest> eachIsNamedByItsRuleOrNot() {
    AttackPage page = new AttackPage();
    Map<Subject, StagedSession> earlier = new HashMap<>();
    Stream<DynamicTest> tests =
        attacks()
            .map(
                s ->
                    DynamicTest.dynamicTest(
                        s.attack().name(),
                        () -> {
                          StagedSession other =
                              earlier.computeIfAbsent(s.subject(), FieldMutationTest::earlier);
                          page.add(run(s.subject(), s.attack(), other));
                        }));
    return Stream.concat(
        tests, Stream.of(DynamicTest.dynamicTest("the page says so", () -> compare(page))));
  }

  /** JSON objects can't hold a member twice, but texts can: the second one would be overlooked. */
  @Test
  void aMemberThatStandsTwiceIsMalformed() throws DecodingException {
    int checked = 0;
    for (Subject subject : subjects()) {
      StagedSession staged = earlier(subject);
      InboxReader reader = staged.reader();
      for (int round = 1; round <= staged.inbox().round(); round++) {
        Envelope honest = staged.envelope(round, LIAR);
        List<ObjectNode> objects = List.of(SignedPayload.of(honest), honest.body());
        for (ObjectNode object : objects) {
          for (Map.Entry<String, JsonNode> member : object.properties()) {
            String once = "\"" + member.getKey() + "\":" + member.getValue();
            String payload = SignedPayload.of(honest).toString();
            String twice = payload.replace(once, once + "," + once);
            assertNotEquals(payload, twice);
            String message = SignedPayload.sign(subject.fresh().keeper(LIAR).identity(), twice);
            List<Evidence> evidence =
                reader.read(round, List.of(message), honest.view()).evidence();
            assertEquals(List.of("ENVELOPE.MALFORMED"), rules(evidence), once);
            assertEquals(LIAR, evidence.get(0).accused());
            checked++;
          }
        }
      }
    }
    assertTrue(checked > 8 * 14, "only " + checked);
  }

  private static List<String> rules(List<Evidence> evidence) {
    return evidence.stream().map(Evidence::rule).toList();
  }

  /** A session that went well, for what can be replayed from it. */
  private static StagedSession earlier(Subject subject) {
    SimulatedCluster cluster = subject.fresh();
    Operation operation = subject.operation().apply(cluster);
    Integer[] members =
        operation.protocol().needsAll() ? new Integer[] {1, 2, 3} : new Integer[] {1, 2};
    StagedSession staged = StagedSession.of(cluster, operation, 1, members);
    staged.play();
    return staged;
  }

  private static AttackPage.Row run(Subject subject, Attack attack, StagedSession earlier) {
    SimulatedCluster cluster = subject.fresh();
    Operation operation = subject.operation().apply(cluster);
    Mutation mutation = attack.mutation();
    int round = mutation.round();
    List<Envelope> first = new ArrayList<>();
    if (attack.onEnvelope()) {
      ObjectNode old = SignedPayload.of(earlier.envelope(round, LIAR));
      cluster
          .keeper(LIAR)
          .trick(
              EnvelopeLies.payload(
                  round,
                  payload ->
                      mutation.change().apply(payload, new Mutation.Material(payload, old))));
    } else {
      ObjectNode old = earlier.envelope(round, LIAR).body();
      Cheat cheat =
          (session, number, body) -> {
            if (number == round) {
              ObjectNode other = first.get(first.size() - 1).body();
              mutation.change().apply(body, new Mutation.Material(other, old));
            }
          };
      cluster.keeper(LIAR).cheat(cheat);
    }
    DirectLinks links =
        new DirectLinks(cluster, 1)
            .rounds(
                (keeper, number, session, honest) -> {
                  if (keeper == 1 && honest instanceof HostAnswer.Envelopes) {
                    first.add(envelope(honest));
                  }
                  return new Links.Reply.Answered(honest);
                });
    Outcome outcome = cluster.run(1, operation, links);
    Expected expected = mutation.expected();
    assertEquals(
        expected.named() ? Set.of(LIAR) : Set.of(), outcome.ledger().imposters(), attack.name());
    Fault fault = outcome.ledger().faults().get(0);
    assertEquals(LIAR, fault.keeper(), attack.name());
    assertEquals(expected.verdict(), AttackPage.describe(fault), attack.name());
    assertEquals(
        List.of(fault.keeper()),
        outcome.ledger().faults().stream().map(Fault::keeper).distinct().toList());
    boolean completes =
        !operation.protocol().needsAll() || round > operation.protocol().settledBy();
    assertEquals(completes, outcome.result().isPresent(), attack.name());
    int size = expected.named() ? size(cluster, fault) : 0;
    return new AttackPage.Row(
        expected,
        attack.protocol().name(),
        attack.protocol().kind(round) + (attack.onEnvelope() ? ", envelope" : ""),
        mutation.field(),
        mutation.name(),
        completes,
        size);
  }

  private static int size(SimulatedCluster cluster, Fault fault) {
    Evidence evidence = ((Verdict.Imposter) fault.verdict()).evidence();
    try {
      byte[] json = Jcs.canonical(evidence.toJson());
      assertEquals(Finding.PROVED, Auditor.of(cluster).verify(json));
      return json.length;
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Envelope envelope(HostAnswer honest) {
    try {
      return Envelope.read(Jws.parse(((HostAnswer.Envelopes) honest).envelopes().get(0)));
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void compare(AttackPage page) throws IOException {
    if ("write".equals(System.getProperty("tagma.pages"))) {
      Files.writeString(PAGE, page.text());
    }
    assertEquals(
        page.text(),
        Files.exists(PAGE) ? Files.readString(PAGE) : "",
        () -> "docs/attacks.md must be written again, with -Dtagma.pages=write");
  }
}
