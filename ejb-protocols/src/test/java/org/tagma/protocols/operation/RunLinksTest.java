package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.Durable;
import org.tagma.persistence.StorageUnavailable;
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

/** Keeper 1 asks keepers 2 to 5. */
class RunLinksTest {
  private static final RoundCall CALL =
      new RoundCall(Optional.of("a.b.c"), List.of(), Optional.empty(), Optional.empty());

  @TempDir Path folder;

  private final Map<Integer, PeerReply> script = new TreeMap<>();
  private final PeerHealth health = new PeerHealth();
  private TestDatabase database;
  private RunLinks links;

  private final Set<String> times = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Links.Reply> late = new TreeMap<>();
  private final Map<Integer, CompletableFuture<PeerReply>> held = new TreeMap<>();

  @BeforeEach
  void open() {
    database = TestDatabase.open(folder.resolve("database"));
    Durable<Boolean> intent = database.database().write(entities -> true);
    links = links(intent);
  }

  private RunLinks links(Durable<?> intent) {
    return new RunLinks(
        PeerDeadline.FROST,
        new Keeper1(),
        new ScriptedLinks(),
        health,
        List.of(),
        null,
        null,
        intent,
        (keeper, protocol, round, after) -> times.add(keeper + " " + protocol + " " + round),
        (keeper, reply, parts) -> late.put(keeper, reply));
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
    public Set<Integer> peers() {
      return Set.of(2, 3, 4, 5);
    }

    @Override
    public CompletionStage<PeerReply> send(
        int keeper, String path, byte[] json, PeerDeadline deadline) {
      CompletableFuture<PeerReply> open = held.get(keeper);
      return open != null ? open : CompletableFuture.completedFuture(script.get(keeper));
    }
  }

  private Map<Integer, Links.Reply> round(Links.Session session, Map<Integer, RoundCall> calls) {
    Links.Asked asked = links.ask(session, 1, calls);
    links.await(List.of(asked), Long.MAX_VALUE);
    return asked.replies();
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
        round(session, calls));
    assertEquals(Optional.of(CauseOfDeath.UNUSABLE_ANSWER), health.knownDead(3));
    assertEquals(Optional.empty(), health.knownDead(2));
    assertEquals(Optional.empty(), health.knownDead(4), "the run judges it");
    assertEquals(Set.of(2, 4), links.answered());
    assertEquals(Set.of("2 FROST 1", "4 FROST 1"), times, "only who answers readably has a time");
  }

  @Test
  void whatAnOperatorHasToMendStaysTheCauseOfWhoIsLeftOut() {
    health.died(2, PeerDeadline.FROST, CauseOfDeath.TLS_FAILED);
    health.died(3, PeerDeadline.FROST, CauseOfDeath.ROUND_TIMEOUT);
    health.died(4, PeerDeadline.FROST, CauseOfDeath.CIRCUIT_OPEN);
    assertEquals(
        Map.of(
            2, CauseOfDeath.TLS_FAILED,
            3, CauseOfDeath.BACK_OFF,
            4, CauseOfDeath.CIRCUIT_OPEN),
        links.knownDead());
  }

  private static final Links.Reply GOOD =
      new Links.Reply.Answered(new HostAnswer.Envelopes(List.of()));

  private static PeerReply good() {
    return answer(200, "{\"envelopes\":[]}");
  }

  private Map<Integer, Links.Reply> parts(int needed, Runnable meanwhile, Integer... keepers) {
    Map<Integer, RoundCall> calls = new TreeMap<>();
    List.of(keepers).forEach(keeper -> calls.put(keeper, CALL));
    Map<Integer, Links.Reply> taken = new LinkedHashMap<>();
    Links.Session session =
        new Links.Session(Bytes.of(new byte[32]), "ECIES", 0, new Derivations());
    links.parts(
        session,
        1,
        calls,
        new Links.Parts() {
          @Override
          public boolean take(int keeper, Links.Reply reply) {
            taken.put(keeper, reply);
            meanwhile.run();
            return taken.values().stream().filter(GOOD::equals).count() >= needed;
          }

          @Override
          public List<Fault> late(int keeper, Links.Reply reply) {
            return List.of();
          }
        });
    return taken;
  }

  @Test
  void partsAreTakenInTheOrderOfTheirArrival() {
    script.put(5, good());
    held.put(2, new CompletableFuture<>());
    held.put(3, new CompletableFuture<>());
    Runnable inTurn =
        () -> {
          if (!held.get(3).complete(good())) {
            held.get(2).complete(good());
          }
        };
    assertEquals(List.of(5, 3, 2), List.copyOf(parts(3, inTurn, 2, 3, 5).keySet()));
    assertEquals(Map.of(), late);
    assertEquals(Set.of("5 ECIES 1", "3 ECIES 1", "2 ECIES 1"), times);
  }

  @Test
  void enoughPartsEndTheRoundAndTheOthersAreLate() {
    script.put(2, good());
    held.put(4, new CompletableFuture<>());
    held.put(5, new CompletableFuture<>());
    assertEquals(Map.of(2, GOOD), parts(1, () -> {}, 2, 4, 5));
    assertEquals(Map.of(), late, "nobody waits for them");
    held.get(5).complete(new PeerReply.Dead(CauseOfDeath.ROUND_TIMEOUT, 1500));
    held.get(4).complete(good());
    assertEquals(
        Map.of(4, GOOD, 5, new Links.Reply.Silent(CauseOfDeath.ROUND_TIMEOUT, 1500)), late);
    assertEquals(Set.of(2), links.answered());
    assertEquals(Set.of("2 ECIES 1", "4 ECIES 1"), times);
  }

  @Test
  void aDeadKeeperAndAnOverloadedLinkOfOurOwnAreTakenAndEndTheRoundWithoutEnough() {
    script.put(2, new PeerReply.Dead(CauseOfDeath.DISCONNECTED, 7));
    script.put(3, new PeerReply.Overloaded());
    script.put(4, good());
    assertEquals(
        Map.of(
            2, new Links.Reply.Silent(CauseOfDeath.DISCONNECTED, 7),
            3, new Links.Reply.Overloaded(),
            4, GOOD),
        parts(2, () -> {}, 2, 3, 4));
    assertEquals(Map.of(), late);
    assertEquals(Set.of(4), links.answered());
  }

  private static final Links.Session SIGNING =
      new Links.Session(Bytes.of(new byte[32]), "FROST", 0, new Derivations());

  @Test
  void waitingEndsWithTheTimeOrWithTheFirstOfTheRoundsThatIsComplete() {
    held.put(2, new CompletableFuture<>());
    held.put(4, new CompletableFuture<>());
    script.put(3, good());
    Links.Asked first = links.ask(SIGNING, 1, Map.of(2, CALL, 3, CALL));
    links.await(List.of(first), links.now() + 1);
    assertEquals(Map.of(3, GOOD), first.replies());
    Links.Asked second = links.ask(SIGNING, 1, Map.of(3, CALL));
    links.await(List.of(first, second), Long.MAX_VALUE);
    assertEquals(Map.of(3, GOOD), second.replies());
  }

  @Test
  void anAbandonedRoundHandsOverWhatIsThereAndWhatComes() {
    held.put(2, new CompletableFuture<>());
    script.put(3, good());
    Links.Asked asked = links.ask(SIGNING, 1, Map.of(2, CALL, 3, CALL));
    asked.abandon((keeper, reply) -> List.of());
    assertEquals(Map.of(3, GOOD), late);
    held.get(2).complete(new PeerReply.Dead(CauseOfDeath.ROUND_TIMEOUT, 1500));
    assertEquals(
        Map.of(2, new Links.Reply.Silent(CauseOfDeath.ROUND_TIMEOUT, 1500), 3, GOOD), late);
  }

  @Test
  void nothingThatARoundBringsIsUsedWithoutADurableIntent() {
    links = links(Durable.failed(new StorageUnavailable("the disk is full")));
    script.put(2, good());
    Links.Session session =
        new Links.Session(Bytes.of(new byte[32]), "FROST", 0, new Derivations());
    assertThrows(StorageUnavailable.class, () -> round(session, Map.of(2, CALL)));
    assertEquals(Set.of(), links.answered());
    AtomicBoolean taken = new AtomicBoolean();
    assertThrows(StorageUnavailable.class, () -> parts(1, () -> taken.set(true), 2));
    assertFalse(taken.get());
  }
}
