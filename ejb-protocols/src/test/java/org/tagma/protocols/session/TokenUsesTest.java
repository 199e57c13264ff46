package org.tagma.protocols.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import org.tagma.persistence.tokens.TokenUseRepository;
import org.tagma.protocols.access.TokenBinding;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.message.TokenNotice;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;

/** What three keepers know of the uses of a token. */
class TokenUsesTest {
  private static final TokenBinding TOKEN =
      new TokenBinding("A".repeat(43), Bytes.of(new byte[32]), Long.MAX_VALUE);

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
      } catch (DecodingException e) {
        throw new AssertionError(e);
      }
    }
  }

  @BeforeEach
  void start() {
    for (int keeper = 1; keeper <= 3; keeper++) {
      TestDatabase database = TestDatabase.open(folder.resolve("keeper-" + keeper));
      databases.put(keeper, database);
      keepers.put(
          keeper,
          new TokenUses(
              new TokenUseRepository(database.database()),
              cluster.cluster(),
              cluster.keeper(keeper).identity(),
              cluster.cluster().keyRing(),
              new Links(keeper)));
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

  @Test
  void aNoticeIsForOneKeeperAndOfAnother() {
    TokenNotice notice = new TokenNotice(Bytes.of(new byte[32]), "op-1", 1);
    String forOne =
        Signed.sign(cluster.keeper(2).identity(), cluster.cluster().id(), 1, notice).compact();
    byte[] body =
        JsonNodeFactory.instance
            .objectNode()
            .put("tokenUse", forOne)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    assertThrows(DecodingException.class, () -> keepers.get(3).take(body));
    assertThrows(
        DecodingException.class,
        () -> keepers.get(1).take("{\"tokenUse\":\"a.b.c\"}".getBytes(StandardCharsets.UTF_8)));
    assertTrue(keepers.get(1).use(TOKEN, "op-2"), "neither was taken");
  }
}
