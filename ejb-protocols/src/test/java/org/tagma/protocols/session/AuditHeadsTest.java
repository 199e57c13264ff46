package org.tagma.protocols.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.peers.PeerHeadRepository;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.audit.RecordSigner;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.keeper.KeeperFixture;
import org.tagma.protocols.keeper.Readiness;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.message.AuditHead;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Bytes;

/** Keeper 2, whose database may be an old one, and keeper 1, which remembers. */
class AuditHeadsTest {
  @TempDir Path folder;

  private final SimulatedCluster cluster = new SimulatedCluster(5, 2, 3, List.of());
  private Keeper one;
  private Keeper two;

  private final class Keeper implements AutoCloseable {
    final KeeperIdentity identity;
    final TestDatabase database;
    final Readiness readiness = KeeperFixture.readiness(true, true);
    AuditHeads heads;

    Keeper(int number, String file) {
      identity = cluster.keeper(number).identity();
      database = TestDatabase.open(folder.resolve(file));
      restart();
    }

    void restart() {
      heads =
          new AuditHeads(
              new AuditRepository(database.database()),
              new PeerHeadRepository(database.database()),
              cluster.cluster(),
              identity,
              cluster.cluster().keyRing(),
              readiness);
    }

    void record(String operationId) {
      new AuditTrail(new AuditRepository(database.database()), RecordSigner.of(identity, 1))
          .append(AuditEntry.late(operationId, FaultReport.none()))
          .await();
    }

    /** The head that it signs once its latest record is durable. */
    Optional<String> own(int peer) {
      heads.own(peer);
      database.database().write(entities -> true).await();
      return heads.own(peer);
    }

    @Override
    public void close() {
      database.close();
    }
  }

  @BeforeEach
  void open() {
    one = new Keeper(1, "one");
    two = new Keeper(2, "two");
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  /** Keeper 1 hears how far keeper 2 is, and returns what it will show. */
  private String told() throws DecodingException {
    one.heads.heard(2, two.own(1).orElseThrow());
    return one.heads.seen(2).orElseThrow();
  }

  private void putBackADatabaseWith(String... operations) {
    two.close();
    two = new Keeper(2, "old");
    List.of(operations).forEach(two::record);
  }

  @Test
  void aKeeperWithoutRecordsSignsNothing() {
    assertEquals(Optional.empty(), two.own(1));
    assertEquals(Optional.empty(), one.heads.seen(2));
  }

  @Test
  void theDatabaseThatHasWhatWasSignedIsCurrent() throws DecodingException {
    two.record("op-1");
    String shown = told();
    two.record("op-2");
    two.heads.shown(1, shown);
    assertTrue(two.readiness.isReady());
  }

  @Test
  void anOlderDatabaseIsNoticedAndServesNobody() throws DecodingException {
    two.record("op-1");
    two.record("op-2");
    String shown = told();
    putBackADatabaseWith("op-1");
    assertTrue(two.readiness.isReady());
    two.heads.shown(1, shown);
    assertFalse(two.readiness.isReady());
    assertEquals(
        Optional.of(
            "the database of this keeper is older than what it has signed: put the newer one back"),
        two.readiness.objection());
  }

  @Test
  void anOlderDatabaseIsNoticedAlsoWhenItHasGoneOnSince() throws DecodingException {
    two.record("op-1");
    two.record("op-2");
    String shown = told();
    putBackADatabaseWith("op-1", "op-3", "op-4");
    two.heads.shown(1, shown);
    assertFalse(two.readiness.isCurrent());
  }

  @Test
  void aPeerRemembersTheLatestHeadAcrossItsOwnRestart() throws DecodingException {
    two.record("op-1");
    String first = two.own(1).orElseThrow();
    two.record("op-2");
    String second = told();
    one.heads.heard(2, first);
    assertEquals(Optional.of(second), one.heads.seen(2));
    one.database.database().write(entities -> true).await();
    one.restart();
    assertEquals(Optional.of(second), one.heads.seen(2));
  }

  @Test
  void withoutADatabaseAProbeSaysNothingOfThePast() throws DecodingException {
    two.record("op-1");
    told();
    one.restart();
    one.database.database().close();
    assertEquals(Optional.empty(), one.heads.seen(2));
  }

  @Test
  void aPeerCannotTalkAKeeperOutOfItsDatabase() throws DecodingException {
    two.record("op-1");
    AuditHead far = new AuditHead(1_000, Bytes.of(new byte[32]));
    String lie = Signed.sign(one.identity, cluster.cluster().id(), 2, far).compact();
    assertThrows(DecodingException.class, () -> two.heads.shown(1, lie));
    assertThrows(DecodingException.class, () -> one.heads.heard(2, lie));
    String forAnother = two.own(3).orElseThrow();
    assertThrows(DecodingException.class, () -> two.heads.shown(1, forAnother));
    assertTrue(two.readiness.isReady());
    assertEquals(Optional.empty(), one.heads.seen(2));
  }
}
