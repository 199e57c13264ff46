package org.tagma.protocols.audit;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.tagma.persistence.TestDatabase;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.evidence.EvidenceRepository;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.ReportedFault;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;

/** The audit of keeper 2 on a database of its own; each record is a second after the one before. */
final class AuditFixture implements AutoCloseable {
  static final long START = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

  final KeeperIdentity identity = KeeperIdentity.generate(2, new SecureRandom());
  final TestDatabase database;
  final AuditRepository records;
  final EvidenceRepository evidence;
  final AuditTrail trail;
  final AuditArchive archive;
  private long now = START - 1000;

  AuditFixture(Path folder) {
    database = TestDatabase.open(folder.resolve("database"));
    records = new AuditRepository(database.database());
    evidence = new EvidenceRepository(database.database());
    RecordSigner signer = RecordSigner.of(identity, 1);
    trail = new AuditTrail(records, signer, this::nextSecond);
    archive =
        new AuditArchive(
            records, evidence, trail, signer, () -> new KeyRing(List.of(identity.publicKey())));
  }

  private Instant nextSecond() {
    now += 1000;
    return Instant.ofEpochMilli(now);
  }

  static RequestContext request(String operationId) {
    return new RequestContext(
        operationId,
        new Caller("alice", Permissions.none()),
        "secret-credential",
        "POST",
        "/v1/keeper/sign",
        "127.0.0.1",
        new byte[0],
        MissingNode.getInstance());
  }

  static FaultReport someFaults() {
    return new FaultReport(
        List.of("keeper-1"),
        List.of("keeper-3"),
        List.of(),
        List.of(
            new ReportedFault(
                "keeper-1", "IMPOSTER", "FROST.SHARE", null, null, 2, 1, "/e/1", null, null),
            new ReportedFault(
                "keeper-3", "DEAD", null, "ROUND_TIMEOUT", null, 1, 2, null, 1500L, null)));
  }

  /** A record that uses every index. */
  AuditReceipt appendFull(String operationId) {
    return trail
        .append(
            AuditEntry.outcome(
                    "sign",
                    request(operationId),
                    new AuditEntry.Outcome(
                        503, "NOT_ENOUGH_HONEST_CLIENTS", "Fewer than 2 honest keepers remain"),
                    someFaults())
                .inSession("the-sid")
                .afterAttempts(2)
                .withKey(new AuditEntry.Crypto("FROST", "k1", "SECP256K1", 1)))
        .await();
  }

  /** What somebody with access to the database may do. */
  void tamper(String sql, Object... parameters) {
    try (Connection connection = database.source().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      if (statement.executeUpdate() == 0) {
        throw new AssertionError("nothing changed: " + sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
