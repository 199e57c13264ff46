package org.tagma.protocols.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.audit.AuditFilter;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.audit.AuditRow;
import org.tagma.persistence.tokens.TokenUseRepository;
import org.tagma.protocols.access.TokenBinding;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.audit.RecordSigner;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.message.TokenNotice;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.CauseOfDeath;

/** What three keepers know of the uses of a token. */
class TokenUsesTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long END = NOW + 60_000;
  private static final TokenBinding TOKEN =
      new TokenBinding(
          Bytes.of(new byte[32]).base64Url(), Bytes.of(new byte[] {7}), Bytes.empty(), END);

  @TempDir Path folder;

  private final SimulatedCluster cluster = new SimulatedCluster(79, 2, 3, List.of(new Frost()));
  private final Map<Integer, TestDatabase> databases = new TreeMap<>();
  private final Map<Integer, TokenUses> keepers = new TreeMap<>();
  private final Set<Integer> away = new TreeSet<>();

  /** What one says reaches the other at once, if that is there. */
  private final class Links extends PeerLinks {
    private final int self;

    Links(int self) {
      this.self = self;
    }

    @Override
    public Set<Integer> peers() {
      Set<Integer> peers = new TreeSet<>(keepers.keySet());
      peers.remove(self);
      return peers;
    }

    @Override
    public CompletionStage<PeerReply> notice(int keeper, String path, byte[] json) {
      assertEquals("/peer/v1/token-uses", path);
      if (away.contains(keeper)) {
        return CompletableFuture.completedFuture(
            new PeerReply.Dead(CauseOfDeath.CONNECT_REFUSED, 0));
      }
      try {
        keepers.get(keeper).take(json);
        return CompletableFuture.completedFuture(new PeerReply.Answered(204, new byte[0]));
      } catch (DecodingException | OperationFailed e) {
        throw new AssertionError(e);
      }
    }
  }

  @BeforeEach
  void start() {
    for (int keeper = 1; keeper <= 3; keeper++) {
      TestDatabase database = TestDatabase.open(folder.resolve("keeper-" + keeper));
      databases.put(keeper, database);
      KeeperIdentity identity = cluster.keeper(keeper).identity();
      keepers.put(
          keeper,
          new TokenUses(
              new TokenUseRepository(database.database()),
              cluster.cluster(),
              identity,
              cluster.cluster().keyRing(),
              new Links(keeper),
              new AuditTrail(
                  new AuditRepository(database.database()), RecordSigner.of(identity, 1)),
              Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC)));
    }
  }

  @AfterEach
  void close() {
    databases.values().forEach(TestDatabase::close);
  }

  @Test
  void allKnowTheUseBeforeAnyOfThemSeesTheToken() {
    assertTrue(keepers.get(1).use(TOKEN, "op-1"));
    for (int keeper = 1; keeper <= 3; keeper++) {
      assertTrue(keepers.get(keeper).use(TOKEN, 1, "op-1"));
      assertFalse(keepers.get(keeper).use(TOKEN, 2, "op-1"));
      assertFalse(keepers.get(keeper).use(TOKEN, "op-2"));
    }
  }

  @Test
  void whoIsAwayLearnsOfAUseWhenItSeesTheToken() {
    away.add(3);
    assertTrue(keepers.get(1).use(TOKEN, "op-1"));
    away.clear();
    assertTrue(keepers.get(3).use(TOKEN, "op-2"), "it does not know");
    assertFalse(keepers.get(2).use(TOKEN, 3, "op-2"), "but others do");
  }

  /** What keeper 2 says to another. */
  private byte[] said(int to, Bytes token, Bytes proof, String operationId, long expiresAt) {
    TokenNotice notice = new TokenNotice(token, proof, operationId, expiresAt);
    String compact =
        Signed.sign(cluster.keeper(2).identity(), cluster.cluster().id(), to, notice).compact();
    return JsonNodeFactory.instance
        .objectNode()
        .put("tokenUse", compact)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Bytes name() {
    return Bytes.of(new byte[32]);
  }

  /** {status, details} of the records of contested tokens, with the operations they are about. */
  private List<String> contested(int keeper) {
    AuditFilter filter =
        new AuditFilter(
            null, null, "token.contested", null, null, null, null, null, AuditFilter.Outcome.any());
    return new AuditRepository(databases.get(keeper).database())
        .query(filter, Long.MAX_VALUE, 10).stream().map(TokenUsesTest::summary).toList();
  }

  private static String summary(AuditRow row) {
    try {
      JsonNode json = Jcs.parse(row.canonical().getBytes(StandardCharsets.UTF_8));
      return json.at("/context/operationId").asText()
          + " "
          + json.at("/outcome/statusCode").asText("-")
          + ": "
          + json.at("/outcome/details").asText();
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoHasSeenTheTokenElsewhereIsOnRecordWithItsUse() {
    assertTrue(keepers.get(1).use(TOKEN, "op-1"));
    assertFalse(keepers.get(3).use(TOKEN, 2, "op-2"));
    assertEquals(List.of("op-2 401: keeper-1 uses the token for op-1"), contested(3));
  }

  @Test
  void aKeeperThatHasNotSeenATokenKeepsNobodyFromUsingItAndIsOnRecord() throws Exception {
    Bytes guess = Bytes.of(new byte[32]);
    keepers.get(1).take(said(1, name(), guess, "op-2", END));
    keepers.get(3).take(said(3, name(), guess, "op-2", END));
    assertTrue(keepers.get(1).use(TOKEN, "op-1"));
    assertTrue(keepers.get(3).use(TOKEN, 1, "op-1"));
    assertFalse(keepers.get(3).use(TOKEN, 2, "op-2"), "it is used by now");
    String lie = "op-1 -: keeper-2 said to use the token for op-2, and had not seen it";
    assertEquals(List.of(lie), contested(1));
    assertEquals(List.of("op-2 401: keeper-1 uses the token for op-1", lie), contested(3));
  }

  @Test
  void whatAnotherKeeperHasShownIsOfNoUseUnderAnotherName() throws Exception {
    Bytes shown = TOKEN.proof("keeper-1", "op-1");
    keepers.get(3).take(said(3, name(), shown, "op-1", END));
    assertTrue(keepers.get(3).use(TOKEN, 1, "op-1"));
    assertEquals(
        List.of("op-1 -: keeper-2 said to use the token for op-1, and had not seen it"),
        contested(3));
  }

  @Test
  void whoHasSeenATokenMaySayItBeforeIt() throws Exception {
    keepers.get(3).take(said(3, name(), TOKEN.proof("keeper-2", "op-2"), "op-2", END));
    assertFalse(keepers.get(3).use(TOKEN, 1, "op-1"));
    assertTrue(keepers.get(3).use(TOKEN, 2, "op-2"));
    assertEquals(List.of("op-1 401: keeper-2 uses the token for op-2"), contested(3));
  }

  @Test
  void anOperationAndItsNextAreOneUse() {
    assertTrue(keepers.get(1).use(TOKEN, "op-1"));
    assertTrue(keepers.get(1).use(TOKEN, "op-1.next"));
    for (int keeper = 1; keeper <= 3; keeper++) {
      assertTrue(keepers.get(keeper).use(TOKEN, 1, "op-1.next"));
      assertTrue(keepers.get(keeper).use(TOKEN, 1, "op-1"));
      assertFalse(keepers.get(keeper).use(TOKEN, 1, "op-2.next"));
      assertFalse(keepers.get(keeper).use(TOKEN, 2, "op-1.next"));
      assertFalse(keepers.get(keeper).use(TOKEN, 1, "op-1.next.next"));
    }
  }

  @Test
  void noNoticeIsKeptLongerThanATokenCanBeGood() throws Exception {
    Bytes proof = TOKEN.proof("keeper-2", "op-2");
    keepers.get(3).take(said(3, name(), proof, "op-2", TokenNotice.LATEST));
    keepers.get(3).forget(NOW + TokenBinding.LONGEST_MILLIS);
    assertFalse(keepers.get(3).use(TOKEN, 1, "op-1"), "not over yet");
    keepers.get(1).take(said(1, name(), proof, "op-2", TokenNotice.LATEST));
    keepers.get(1).forget(NOW + TokenBinding.LONGEST_MILLIS + 1);
    assertTrue(keepers.get(1).use(TOKEN, 1, "op-1"));
  }

  @Test
  void aKeeperSaysSoManyThingsAndNoMore() throws Exception {
    TokenUses flooded =
        new TokenUses(
            new TokenUseRepository(databases.get(3).database()) {
              @Override
              public Map<String, Long> noted() {
                return Map.of("keeper-2", TokenUses.MOST - 1L);
              }
            },
            cluster.cluster(),
            cluster.keeper(3).identity(),
            cluster.cluster().keyRing(),
            new Links(3),
            null,
            Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
    flooded.forget(0);
    flooded.take(said(3, name(), TOKEN.proof("keeper-2", "op-2"), "op-2", END));
    byte[] oneMore = said(3, Bytes.of(TOKEN.proof("a", "b").toArray()), name(), "op-3", END);
    OperationFailed refused = assertThrows(OperationFailed.class, () -> flooded.take(oneMore));
    assertEquals(ErrorType.OVERLOADED, refused.type());
    assertEquals(
        Map.of("keeper-2", 1L), new TokenUseRepository(databases.get(3).database()).noted());
  }

  @Test
  void aNoticeIsForOneKeeperAndOfAnother() {
    byte[] body = said(1, name(), TOKEN.proof("keeper-2", "op-1"), "op-1", END);
    assertThrows(DecodingException.class, () -> keepers.get(3).take(body));
    assertThrows(
        DecodingException.class,
        () -> keepers.get(1).take("{\"tokenUse\":\"a.b.c\"}".getBytes(StandardCharsets.UTF_8)));
    assertTrue(keepers.get(3).use(TOKEN, "op-2"), "neither was taken");
  }
}
