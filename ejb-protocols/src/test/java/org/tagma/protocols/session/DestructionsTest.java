package org.tagma.protocols.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.audit.AuditFilter;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.keys.DestructionRepository;
import org.tagma.persistence.keys.KeyRepository;
import org.tagma.persistence.keys.NewGeneration;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.audit.RecordSigner;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.peer.PeerHealth;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.threshold.destroy.Destroy;
import org.tagma.threshold.destroy.DestroyRequest;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.Destruction;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.message.DestructionNotice;
import org.tagma.threshold.message.DestructionReceipt;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.SessionHost;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.Weather;
import org.tagma.threshold.verdict.CauseOfDeath;

/** Keeper 2 tells keepers 1 and 3, each with a database of its own. */
class DestructionsTest {
  private static final String KEY = "team:key-1";

  @TempDir Path folder;

  private final SimulatedCluster cluster = new SimulatedCluster(77, 2, 3, List.of(new Destroy()));
  private final CertificateContent first = deal(1);
  private final Destruction destruction = destroyed();
  private final Map<Integer, Keeper> keepers = new TreeMap<>();
  private final List<Integer> asked = new ArrayList<>();
  private boolean oneIsThere;

  private final class Keeper {
    final TestDatabase database;
    final KeyRepository keys;
    final DestructionRepository repository;
    final AuditRepository records;
    final Destructions destructions;

    Keeper(int number) {
      database = TestDatabase.open(folder.resolve("keeper-" + number));
      keys = new KeyRepository(database.database());
      repository = new DestructionRepository(database.database());
      records = new AuditRepository(database.database());
      KeeperIdentity identity = cluster.keeper(number).identity();
      destructions =
          new Destructions(
              new StoredKeys(keys, null, null, cluster.cluster().keyRing(), null),
              repository,
              new HostedSessions() {
                @Override
                public SessionHost host() {
                  return cluster.keeper(number).host();
                }
              },
              new AuditTrail(records, RecordSigner.of(identity, 1)),
              new Links(number),
              new PeerHealth(),
              cluster.cluster(),
              identity,
              cluster.cluster().keyRing());
    }

    int erased() {
      return records
          .query(
              new AuditFilter(
                  null,
                  null,
                  "share.erased",
                  KEY,
                  null,
                  null,
                  null,
                  null,
                  AuditFilter.Outcome.any()),
              Long.MAX_VALUE,
              10)
          .size();
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
      return self == 2 ? Set.of(1, 3) : Set.of();
    }

    @Override
    public CompletionStage<PeerReply> notice(int keeper, String path, byte[] json) {
      assertEquals("/peer/v1/destructions", path);
      asked.add(keeper);
      if (keeper == 1 && !oneIsThere) {
        return CompletableFuture.completedFuture(
            new PeerReply.Dead(CauseOfDeath.CONNECT_REFUSED, 0));
      }
      try {
        byte[] answer =
            keepers
                .get(keeper)
                .destructions
                .answer(json)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return CompletableFuture.completedFuture(new PeerReply.Answered(200, answer));
      } catch (DecodingException | OperationFailed e) {
        throw new AssertionError(e);
      }
    }
  }

  private CertificateContent deal(int generation) {
    return cluster.dealKey(KEY, Curve.named("P256"), KeyUsage.SIGN, 2, generation);
  }

  private Destruction destroyed() {
    deal(2);
    deal(3);
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("keyId", KEY).put("version", 1);
    Operation operation =
        cluster.operation(
            new Destroy(),
            Dkg.suite(first.curve()),
            KEY,
            Optional.of(first),
            Session.request(DestroyRequest.OP, request),
            30_000);
    return (Destruction)
        cluster.run(1, operation, cluster.network(1, Weather.CALM)).result().orElseThrow();
  }

  @BeforeEach
  void open() {
    List.of(1, 2, 3).forEach(number -> keepers.put(number, new Keeper(number)));
  }

  @AfterEach
  void close() {
    keepers.values().forEach(keeper -> keeper.database.close());
  }

  private byte[] notice(int from, int to, Destruction what) {
    String compact =
        Signed.sign(
                cluster.keeper(from).identity(),
                cluster.cluster().id(),
                to,
                new DestructionNotice(what))
            .compact();
    return ("{\"destruction\":\"" + compact + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void tellsEachOfTheOthersUntilItHasSignedThatItKeepsToIt() throws Exception {
    Keeper two = keepers.get(2);
    assertTrue(two.destructions.take(destruction));
    two.destructions.tell();
    assertEquals(List.of(1, 3), asked);
    two.destructions.tell();
    assertEquals(List.of(1, 3, 1), asked);
    oneIsThere = true;
    two.destructions.tell();
    two.destructions.tell();
    two.destructions.tell();
    assertEquals(List.of(1, 3, 1, 1), asked);
    assertEquals(List.of(), two.repository.unsettled(10));
    var receipts = two.repository.find(KEY, 1).orElseThrow().receipts();
    assertEquals(Set.of(1, 3), receipts.keySet());
    for (int keeper : Set.of(1, 3)) {
      Signed<DestructionReceipt> receipt =
          Signed.read(
              receipts.get(keeper),
              DestructionReceipt.KIND,
              cluster.cluster().id(),
              cluster.cluster().keyRing());
      assertEquals(keeper, receipt.from());
      assertEquals(new DestructionReceipt(KEY, 1, first.hash()), receipt.content());
      assertTrue(keepers.get(keeper).repository.find(KEY, 1).isPresent());
    }
  }

  @Test
  void recordsOnceWhatItLearns() throws Exception {
    Keeper three = keepers.get(3);
    assertEquals(0, three.erased());
    String receipt = three.destructions.answer(notice(2, 3, destruction)).toString();
    assertEquals(receipt, three.destructions.answer(notice(2, 3, destruction)).toString());
    assertEquals(1, three.erased());
  }

  @Test
  void believesNobodyButTheProof() {
    Keeper three = keepers.get(3);
    Destruction two = new Destruction(destruction.session(), destruction.envelopes().subList(0, 2));
    for (byte[] body :
        List.of(
            notice(2, 3, two), notice(2, 1, destruction), "{}".getBytes(StandardCharsets.UTF_8))) {
      assertThrows(DecodingException.class, () -> three.destructions.answer(body));
    }
    assertTrue(three.repository.find(KEY, 1).isEmpty());
    assertEquals(0, three.erased());
  }

  @Test
  void keepsWhatItTakesForTheActiveGeneration() throws Exception {
    Keeper three = keepers.get(3);
    NewGeneration active =
        new NewGeneration(
            KEY,
            "P256",
            "SIGN",
            1,
            first.sid().base64Url(),
            "{}",
            first.hash().base64Url(),
            new byte[] {1},
            OptionalLong.empty(),
            OptionalLong.empty());
    three.keys.adopt(active).await();
    assertFalse(three.destructions.take(destruction));
    OperationFailed failed =
        assertThrows(
            OperationFailed.class, () -> three.destructions.answer(notice(2, 3, destruction)));
    assertEquals(ErrorType.DESTROY_FORBIDDEN, failed.type());
    assertEquals(1, three.keys.active(KEY).orElseThrow().encryptedShare().length);
  }
}
