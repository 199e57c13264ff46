package org.tagma.protocols.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.lease.LeaseRepository;

/** Two processes, each in a state directory of its own, on one database. */
class DatabaseLeaseTest {
  @TempDir Path folder;

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final AtomicLong elapsed = new AtomicLong(-5_000);
  private TestDatabase database;
  private Standby one;
  private Standby other;

  private final class Standby {
    final Readiness readiness = new Readiness(DatabaseLeaseTest.this::instant, elapsed::get);
    final DatabaseLease lease;

    Standby(Path home) throws IOException {
      Files.createDirectories(home);
      KeeperConfiguration configuration =
          new KeeperConfiguration() {
            @Override
            public Path home() {
              return home;
            }
          };
      lease = new DatabaseLease();
      lease.keep(new LeaseRepository(database.database()), configuration, readiness);
    }
  }

  private Instant instant() {
    return Instant.ofEpochMilli(now.get());
  }

  @BeforeEach
  void open() throws IOException {
    database = TestDatabase.open(folder.resolve("database"));
    one = new Standby(folder.resolve("one"));
    other = new Standby(folder.resolve("other"));
  }

  @AfterEach
  void close() {
    one.lease.end();
    other.lease.end();
    database.close();
  }

  private void after(long millis) {
    now.addAndGet(millis);
    elapsed.addAndGet(millis);
  }

  /** The lease in the database runs out, by the clock of the database. */
  private void runOut() {
    LeaseRepository leases = new LeaseRepository(database.database());
    assertTrue(leases.acquire(leases.current().holder(), 0).await());
  }

  @Test
  void theProcessThatHoldsTheLeaseWorksAndNoOther() {
    one.lease.renew();
    other.lease.renew();
    assertTrue(one.readiness.isSole());
    assertFalse(other.readiness.isSole());
    after(DatabaseLease.LEASE_MILLIS - 1);
    one.lease.renew();
    after(DatabaseLease.LEASE_MILLIS - 1);
    other.lease.renew();
    assertTrue(one.readiness.isSole());
    assertFalse(other.readiness.isSole());
  }

  @Test
  void aLostLeaseIsNoticedAndRegainedWhenItsHolderIsGone() {
    one.lease.renew();
    runOut();
    other.lease.renew();
    one.lease.renew();
    assertTrue(other.readiness.isSole());
    assertFalse(one.readiness.isSole());
    runOut();
    one.lease.renew();
    assertTrue(one.readiness.isSole());
  }

  @Test
  void aLeaseThatIsNotRenewedEndsByItself() {
    one.lease.renew();
    after(DatabaseLease.LEASE_MILLIS - 1);
    assertTrue(one.readiness.isSole());
    after(1);
    assertFalse(one.readiness.isSole());
  }

  @Test
  void aClockThatIsSetBackProlongsNoLease() {
    one.lease.renew();
    now.addAndGet(-3_600_000);
    elapsed.addAndGet(DatabaseLease.LEASE_MILLIS);
    assertFalse(one.readiness.isSole());
  }

  @Test
  void aSuspendedMachineHoldsNoLease() {
    one.lease.renew();
    now.addAndGet(DatabaseLease.LEASE_MILLIS);
    assertFalse(one.readiness.isSole());
  }

  @Test
  void aMachineWhoseClockIsAheadTakesNoLeaseThatHasNotRunOut() {
    one.lease.renew();
    now.addAndGet(3_600_000);
    other.lease.renew();
    assertFalse(other.readiness.isSole());
  }

  @Test
  void whoCannotReachTheDatabaseIsNotSoleUntilItCanAgain() {
    one.lease.renew();
    database.fillDisk(true);
    one.lease.renew();
    assertFalse(one.readiness.isSole());
    database.fillDisk(false);
    one.lease.renew();
    assertTrue(one.readiness.isSole());
  }

  @Test
  void aProcessThatComesBackInItsStateDirectoryTakesItsOwnLeaseUpAtOnce() throws IOException {
    one.lease.renew();
    one.lease.end();
    Standby again = new Standby(folder.resolve("one"));
    again.lease.renew();
    assertTrue(again.readiness.isSole());
    assertEquals(
        Files.readString(folder.resolve("one/lease-holder")),
        new LeaseRepository(database.database()).current().holder());
  }

  @Test
  void twoProcessesInOneStateDirectoryAreNeverBothSole() throws IOException {
    Standby second = new Standby(folder.resolve("one"));
    one.lease.renew();
    second.lease.renew();
    assertTrue(one.readiness.isSole());
    assertFalse(second.readiness.isSole());
    one.lease.end();
    second.lease.renew();
    assertFalse(one.readiness.isSole());
    assertTrue(second.readiness.isSole());
  }

  @Test
  void readyMeansTestedAndSole() {
    one.readiness.tested();
    assertFalse(one.readiness.isReady());
    one.lease.renew();
    assertTrue(one.readiness.isReady());
    after(DatabaseLease.LEASE_MILLIS);
    assertFalse(one.readiness.isReady());
  }
}
