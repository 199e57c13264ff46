package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.persistence.Durable;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditReceipt;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.session.EvidenceLocker;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.wire.SessionPreimage;

class LateFaultsTest {
  private static final Bytes HASH = Bytes.of(new byte[32]);

  private final List<AuditEntry> written = new ArrayList<>();
  private final List<Evidence> kept = new ArrayList<>();

  private final class Trail extends AuditTrail {
    @Override
    public Durable<AuditReceipt> appendPatiently(AuditEntry entry) {
      written.add(entry);
      return null;
    }
  }

  private final class Locker extends EvidenceLocker {
    @Override
    public Durable<Boolean> keep(Evidence evidence) {
      kept.add(evidence);
      return null;
    }
  }

  private static Evidence evidence() {
    SessionPreimage session =
        new SessionPreimage(
            SessionPreimage.VERSION,
            HASH,
            "op",
            1,
            "ECIES",
            "p256-sha512-aes256gcm",
            "k",
            1,
            HASH,
            2,
            3,
            List.of(new Participant(1, HASH), new Participant(2, HASH)),
            Bytes.empty(),
            HASH,
            1,
            0,
            1,
            HASH);
    return new Evidence(
        "ECIES.DLEQ", 2, session, Optional.empty(), Optional.empty(), List.of("a.b.c"), List.of());
  }

  @Test
  void recordsWhoLiedOrWasSilentAndKeepsTheEvidence() {
    LateFaults late = new LateFaults(new Trail(), new Locker());
    Evidence evidence = evidence();
    late.record(
        "op",
        List.of(
            new Fault(2, new Verdict.Imposter(evidence), 1, 1),
            new Fault(3, new Verdict.Dead(CauseOfDeath.ROUND_TIMEOUT, 1500), 1, 1)));
    assertEquals(List.of(evidence), kept);
    assertEquals(1, written.size());
    assertEquals(AuditEntry.LATE, written.get(0).event());
    assertEquals("op", written.get(0).context().operationId());
    assertEquals(List.of("keeper-2"), written.get(0).faults().imposters());
    assertEquals(List.of("keeper-3"), written.get(0).faults().dead());
  }
}
