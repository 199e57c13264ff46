package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.Durable;
import org.tagma.persistence.TestDatabase;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.peer.PeerHealth;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.threshold.round.Derivations;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.Links;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Verdict;

/** Keeper 1 asks keepers 2 to 5. */
class RunLinksTest {
  private static final RoundCall CALL =
      new RoundCall(Optional.of("a.b.c"), List.of(), Optional.empty(), Optional.empty());

  @TempDir Path folder;

  private final Map<Integer, PeerReply> script = new TreeMap<>();
  private final Map<Integer, CompletableFuture<PeerReply>> slow = new TreeMap<>();
  private final List<Fault> late = new ArrayList<>();
  private final PeerHealth health = new PeerHealth();
  private TestDatabase database;
  private RunLinks links;

  private final Set<String> times = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder.resolve("database"));
    Durable<Boolean> intent = database.database().write(entities -> true);
    links =
        new RunLinks(
            PeerDeadline.FROST,
            new Keeper1(),
            new ScriptedLinks(),
            health,
            null,
            null,
            intent,
            (keeper, protocol, round, after) -> times.add(keeper + " " + protocol + " " + round),
            late::addAll);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static final class Keeper1 extends KeeperConfiguration {
    @Override
    public int number() {
      return 1;
    }
  }

  private final class ScriptedLinks extends PeerLinks {
    @Override
    public CompletionStage<PeerReply> send(
        int keeper, String path, byte[] json, PeerDeadline deadline) {
      return slow.containsKey(keeper)
          ? slow.get(keeper)
          : CompletableFuture.completedFuture(script.get(keeper));
    }
  }

  private static PeerReply answer(int status, String body) {
    return new PeerReply.Answered(status, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anAnswerThatCannotBeReadIsADeathAndNoAnsweredRound() {
    script.put(2, answer(200, "{\"envelopes\":[]}"));
    script.put(3, answer(200, "<html>"));
    script.put(4, answer(400, "{}"));
    script.put(5, new PeerReply.Dead(CauseOfDeath.DISCONNECTED, 7));
    Links.Session session =
        new Links.Session(Bytes.of(new byte[32]), "FROST", 0, new Derivations());
    Map<Integer, RoundCall> calls = new TreeMap<>();
    script.keySet().forEach(keeper -> calls.put(keeper, CALL));
    assertEquals(
        Map.of(
            2, new Links.Reply.Answered(new HostAnswer.Envelopes(List.of())),
            3, new Links.Reply.Silent(CauseOfDeath.UNUSABLE_ANSWER, 0),
            4, new Links.Reply.Answered(new HostAnswer.Unheard()),
            5, new Links.Reply.Silent(CauseOfDeath.DISCONNECTED, 7)),
        links.round(session, 1, calls));
    assertEquals(Optional.of(CauseOfDeath.UNUSABLE_ANSWER), health.knownDead(3));
    assertEquals(Optional.empty(), health.knownDead(2));
    assertEquals(Optional.empty(), health.knownDead(4), "the run judges it");
    assertEquals(Set.of(2, 4), links.answered());
    assertEquals(Set.of("2 FROST 1", "4 FROST 1"), times, "only who answers readably has a time");
  }

  /** Needs two answers; calls every late one dead. */
  private static final class TwoParts implements Links.Parts {
    final Map<Integer, Links.Reply> taken = new TreeMap<>();

    @Override
    public boolean take(int keeper, Links.Reply reply) {
      taken.put(keeper, reply);
      return taken.size() >= 2;
    }

    @Override
    public List<Fault> late(int keeper, Links.Reply reply) {
      return reply instanceof Links.Reply.Silent silent
          ? List.of(new Fault(keeper, new Verdict.Dead(silent.cause(), 9), 1, 1))
          : List.of();
    }
  }

  @Test
  void returnsWithEnoughPartsAndReportsTheLateOnesWhenTheyCome() {
    script.put(2, answer(200, "{\"envelopes\":[]}"));
    script.put(4, answer(200, "{\"envelopes\":[]}"));
    slow.put(3, new CompletableFuture<>());
    slow.put(5, new CompletableFuture<>());
    Links.Session session =
        new Links.Session(Bytes.of(new byte[32]), "ECIES", 0, new Derivations());
    Map<Integer, RoundCall> calls = new TreeMap<>();
    List.of(2, 3, 4, 5).forEach(keeper -> calls.put(keeper, CALL));
    TwoParts parts = new TwoParts();
    links.parts(session, 1, calls, parts);
    Links.Reply good = new Links.Reply.Answered(new HostAnswer.Envelopes(List.of()));
    assertEquals(Map.of(2, good, 4, good), parts.taken);
    assertEquals(Set.of(2, 4), links.answered());
    assertEquals(List.of(), late);
    slow.get(3).complete(answer(200, "{\"envelopes\":[]}"));
    assertEquals(List.of(), late);
    slow.get(5).complete(new PeerReply.Dead(CauseOfDeath.ROUND_TIMEOUT, 9));
    assertEquals(
        List.of(new Fault(5, new Verdict.Dead(CauseOfDeath.ROUND_TIMEOUT, 9), 1, 1)), late);
    assertEquals(Map.of(2, good, 4, good), parts.taken);
  }

  @Test
  void takesEveryAnswerWhenNoneIsEnough() {
    script.put(2, new PeerReply.Dead(CauseOfDeath.DISCONNECTED, 7));
    Links.Session session =
        new Links.Session(Bytes.of(new byte[32]), "ECIES", 0, new Derivations());
    TwoParts parts = new TwoParts();
    links.parts(session, 1, Map.of(2, CALL), parts);
    assertEquals(Map.of(2, new Links.Reply.Silent(CauseOfDeath.DISCONNECTED, 7)), parts.taken);
    assertEquals(List.of(), late);
  }
}
