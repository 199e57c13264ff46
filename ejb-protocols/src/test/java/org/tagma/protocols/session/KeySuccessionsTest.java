package org.tagma.protocols.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.Durable;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.audit.AuditFilter;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.identity.IdentityKey;
import org.tagma.persistence.identity.IdentityKeyRepository;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditReceipt;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.audit.RecordSigner;
import org.tagma.protocols.keeper.IdentityFiles;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.run.SessionHost;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.wire.KeyStatement;

/** Identity keys that follow each other, with everybody's database and no network. */
class KeySuccessionsTest {
  @TempDir Path folder;

  private final SimulatedCluster cluster = new SimulatedCluster(78, 2, 3, List.of(new Frost()));
  private final Bytes id = cluster.cluster().id();
  private final Map<Integer, Keeper> keepers = new TreeMap<>();
  private final Set<Integer> away = new TreeSet<>();
  private final List<Integer> asked = new ArrayList<>();

  private final class Keeper {
    final int number;
    final TestDatabase database;
    final KeeperIdentity founding;
    KeeperIdentity identity;
    KeyRing ring;
    KeySuccessions successions;

    Keeper(int number) {
      this.number = number;
      database = TestDatabase.open(folder.resolve("keeper-" + number));
      founding = cluster.keeper(number).identity().now();
      start();
    }

    /** With the key of old, as its file has it. */
    void start() {
      identity = founding.now();
      ring = cluster.cluster().keyRing(identity);
      successions =
          new KeySuccessions(
              new IdentityKeyRepository(database.database()),
              new IdentityFiles(
                  new KeeperConfiguration() {
                    @Override
                    public Path identityKey() {
                      return folder.resolve("identity-" + number);
                    }
                  }),
              cluster.cluster(),
              identity,
              ring,
              new HostedSessions() {
                @Override
                public SessionHost host() {
                  return cluster.keeper(number).host();
                }
              },
              new AuditTrail(records(), RecordSigner.of(identity, ring)),
              new Links(number));
    }

    AuditRepository records() {
      return new AuditRepository(database.database());
    }

    Participant today() {
      return identity.publicKey().participant();
    }

    int heard() {
      AuditFilter filter =
          new AuditFilter(
              null,
              null,
              "identity.succeeded",
              null,
              null,
              null,
              null,
              null,
              AuditFilter.Outcome.any());
      return records().query(filter, Long.MAX_VALUE, 10).size();
    }
  }

  /** What one says reaches the other at once, if that is there. */
  private final class Links extends PeerLinks {
    private final int self;

    Links(int self) {
      this.self = self;
    }

    @Override
    public Set<Integer> peers() {
      Set<Integer> peers = new TreeSet<>(Set.of(1, 2, 3));
      peers.remove(self);
      return peers;
    }

    @Override
    public CompletionStage<PeerReply> notice(int keeper, String path, byte[] json) {
      assertEquals("/peer/v1/identities", path);
      asked.add(keeper);
      if (away.contains(keeper)) {
        return CompletableFuture.completedFuture(
            new PeerReply.Dead(CauseOfDeath.CONNECT_REFUSED, 0));
      }
      try {
        keepers.get(keeper).successions.take(json);
        return CompletableFuture.completedFuture(new PeerReply.Answered(204, new byte[0]));
      } catch (DecodingException e) {
        return CompletableFuture.completedFuture(new PeerReply.Answered(400, new byte[0]));
      }
    }
  }

  @BeforeEach
  void start() {
    for (int keeper = 1; keeper <= 3; keeper++) {
      keepers.put(keeper, new Keeper(keeper));
    }
  }

  @AfterEach
  void close() {
    keepers.values().forEach(keeper -> keeper.database.close());
  }

  private Keeper keeper(int number) {
    return keepers.get(number);
  }

  private static byte[] body(String... statements) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    List.of(statements).forEach(json.putArray("statements")::add);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void everybodyHearsOfTheNextKey() throws IOException {
    Keeper two = keeper(2);
    Participant before = two.today();
    assertEquals(Set.of(), two.successions.succeed());
    assertNotEquals(before, two.today());
    for (Keeper keeper : keepers.values()) {
      assertEquals(two.today(), keeper.ring.today(2));
      assertEquals(2, keeper.ring.version(two.today()));
      assertEquals(1, keeper.ring.version(before));
      assertEquals(keeper == two ? 0 : 1, keeper.heard());
    }
  }

  @Test
  void whoWasAwayIsToldWhenItIsBackAndOnce() throws IOException {
    away.add(3);
    Keeper two = keeper(2);
    two.successions.succeed();
    assertEquals(Set.of(3), two.successions.succeed());
    assertEquals(1, keeper(3).ring.version(keeper(3).ring.today(2)));
    away.clear();
    two.successions.tell();
    assertEquals(two.today(), keeper(3).ring.today(2));
    assertEquals(3, keeper(3).ring.version(two.today()));
    asked.clear();
    two.successions.tell();
    assertEquals(List.of(), asked);
    keeper(1).successions.tell();
    assertEquals(List.of(), asked, "it has the key of before");
  }

  @Test
  void theKeyOfTodayIsFoundAfterARestart() throws IOException {
    Keeper two = keeper(2);
    two.successions.succeed();
    two.successions.succeed();
    Participant today = two.today();
    for (Keeper keeper : keepers.values()) {
      keeper.start();
      keeper.successions.load();
      assertEquals(today, keeper.ring.today(2));
      assertEquals(2, keeper.ring.statements(List.of(1, 2, 3)).size());
    }
    assertEquals(today, two.today());
    asked.clear();
    two.successions.tell();
    assertEquals(List.of(1, 3), asked.stream().sorted().toList(), "who has confirmed is not kept");
  }

  @Test
  void whatAnAttemptHasStoredIsTheNextKeyAndNoOther() throws IOException {
    Keeper two = keeper(2);
    two.successions.succeed();
    Participant next = two.today();
    two.start(); // as if nothing had come of it but what is stored
    assertNotEquals(next, two.today());
    assertEquals(Set.of(), two.successions.succeed());
    assertEquals(next, two.today());
    two.start();
    two.successions.load();
    assertEquals(next, two.today());
  }

  @Test
  void nobodyKeepsMoreKeysOfAKeeperThanItNeeds() throws Exception {
    KeeperIdentity before = keeper(2).founding;
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < 1_001; i++) {
      KeeperIdentity next = KeeperIdentity.generate(2, new SecureRandom());
      statements.add(KeyStatement.sign(id, before, next).compact());
      before = next;
    }
    KeyRing ring = cluster.cluster().keyRing();
    KeySuccessions one = keepingNothing(ring);
    byte[] tooMany = body(statements.toArray(String[]::new));
    assertThrows(DecodingException.class, () -> one.take(tooMany));
    assertEquals(1, ring.chain(2).size());
    byte[] all = body(statements.subList(0, 1_000).toArray(String[]::new));
    one.take(all);
    one.take(all);
    assertEquals(1_001, ring.chain(2).size());
    byte[] oneMore = body(statements.get(1_000));
    assertThrows(DecodingException.class, () -> one.take(oneMore));
  }

  /** Those of keeper 1, whose writes are done already. */
  private KeySuccessions keepingNothing(KeyRing ring) {
    Keeper one = keeper(1);
    Durable<Boolean> saved = one.database.database().write(entities -> true);
    Durable<AuditReceipt> appended =
        one.database.database().write(entities -> new AuditReceipt("a", 1));
    return new KeySuccessions(
        new IdentityKeyRepository(one.database.database()) {
          @Override
          public Durable<Boolean> save(IdentityKey key) {
            return saved;
          }
        },
        null,
        cluster.cluster(),
        one.identity,
        ring,
        null,
        new AuditTrail(one.records(), RecordSigner.of(one.identity, ring)) {
          @Override
          public Durable<AuditReceipt> append(AuditEntry entry) {
            return appended;
          }
        },
        null);
  }

  @Test
  void withoutItsPrivateKeyAKeeperDoesNotStart() throws IOException {
    Keeper two = keeper(2);
    two.successions.succeed();
    Files.delete(folder.resolve("identity-2." + two.today().thumbprint().base64Url()));
    two.start();
    assertThrows(IOException.class, two.successions::load);
    assertEquals(two.founding.publicKey().participant(), two.today());
  }

  @Test
  void aKeyHasOneSuccessorAndNobodyElseNamesIt() throws Exception {
    Keeper two = keeper(2);
    KeeperIdentity thief = KeeperIdentity.generate(2, new SecureRandom());
    String stolen = KeyStatement.sign(id, two.founding, thief).compact();
    assertThrows(DecodingException.class, () -> two.successions.take(body(stolen)));
    assertEquals(1, two.ring.version(two.ring.today(2)));
    two.successions.succeed();
    for (Keeper keeper : keepers.values()) {
      assertThrows(DecodingException.class, () -> keeper.successions.take(body(stolen)));
      assertEquals(two.today(), keeper.ring.today(2));
      keeper.start();
      keeper.successions.load();
    }
    assertEquals(1, keeper(1).heard());
  }

  @Test
  void whatIsNoListOfStatementsIsNotTaken() {
    byte[] unknown = "{\"statements\":[],\"more\":1}".getBytes(StandardCharsets.UTF_8);
    assertThrows(DecodingException.class, () -> keeper(1).successions.take(unknown));
    assertThrows(DecodingException.class, () -> keeper(1).successions.take(body("a.b.c")));
    assertEquals(0, keeper(1).heard());
  }
}
