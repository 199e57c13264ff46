package org.tagma.protocols.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.keeper.Readiness;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.message.Closing;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.testkit.HandCoordinator;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.wire.SessionPreimage;

/** Keeper 2 is asked by keeper 1. */
class PeerEndpointTest {
  private final SimulatedCluster cluster = new SimulatedCluster(41, 2, 3, List.of(new Dkg()));
  private final HandCoordinator one = coordinator();
  private final List<String> outcomes = new ArrayList<>();
  private boolean sole = true;
  private boolean diskFull;
  private PeerEndpointBean endpoint;

  private HandCoordinator coordinator() {
    Curve curve = Curve.named("P256");
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", "k")
            .put("curve", curve.apiName())
            .put("mode", "CREATE");
    long now = System.currentTimeMillis();
    return HandCoordinator.of(
            cluster,
            cluster.operation(
                new Dkg(),
                Dkg.suite(curve),
                "k",
                Optional.empty(),
                Session.request(DkgRequest.OP, request),
                120_000),
            1,
            1,
            2,
            3)
        .with("openedAt", LongNode.valueOf(now))
        .with("notAfter", LongNode.valueOf(now + 60_000));
  }

  @BeforeEach
  void start() {
    HostedSessions sessions =
        new HostedSessions(
            new KeeperConfiguration() {
              @Override
              public Cluster cluster() {
                return cluster.cluster();
              }
            },
            cluster.keeper(2).identity(),
            cluster.cluster().keyRing(),
            new NoKeys(),
            new StoredModuli() {},
            new KeysToImport(),
            new EverybodyMay(),
            new Journal());
    endpoint = new PeerEndpointBean();
    endpoint.hear(
        sessions,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        new Readiness() {
          @Override
          public boolean isSole() {
            return sole;
          }
        });
  }

  private static final class NoKeys extends StoredKeys {
    @Override
    public boolean isSealed() {
      return false;
    }

    @Override
    public Optional<CertificateContent> active(String keyId) {
      return Optional.empty();
    }

    @Override
    public int highestGeneration(String keyId) {
      return 0;
    }
  }

  private static final class EverybodyMay extends CallerAuthority {
    @Override
    public Decision decide(String credential, SessionPreimage preimage, ObjectNode request) {
      return new Decision("alice", Optional.empty());
    }
  }

  private final class Journal extends SessionRecords {
    @Override
    public Admission open(
        Session session, String subject, int maxAttempt, List<Effect> effects, Reply reply) {
      return Admission.OPENED;
    }

    @Override
    public void close(Session session, String subject, SessionEnd end) {
      if (diskFull) {
        throw new StorageUnavailable("no space is left");
      }
      outcomes.add(end.outcome());
    }
  }

  private PeerResponse open() throws OperationFailed {
    return endpoint.open(sid(), utf8(one.open(2).toJson()));
  }

  private PeerResponse close(String outcome) throws OperationFailed {
    Closing closing = new Closing(one.sid(), 1, outcome, List.of(), List.of());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return endpoint.close(sid(), utf8(body.put("close", one.sign(2, closing))));
  }

  private String sid() {
    return one.sid().base64Url();
  }

  private static byte[] utf8(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void assertFails(ErrorType type, Executable request) {
    assertEquals(type, assertThrows(OperationFailed.class, request).type());
  }

  @Test
  void aCloseThatWasTakenHasNoContentEachTimeItComes() throws OperationFailed {
    assertEquals(PeerResponse.ok("{\"envelopes\":[]}"), open());
    for (int time = 0; time < 2; time++) {
      assertEquals(204, close("FAILED").status());
      assertNull(close("FAILED").json());
    }
    assertEquals(List.of("FAILED"), outcomes);
  }

  @Test
  void aCloseOfASessionThatIsNotKnownIsNotTakenAndNeedNotComeAgain() {
    assertFails(ErrorType.SESSION_NOT_FOUND, () -> close("FAILED"));
    assertEquals(404, ErrorType.SESSION_NOT_FOUND.status());
    assertEquals(List.of(), outcomes);
  }

  @Test
  void aCloseThatCannotBeRecordedIsToComeAgain() throws OperationFailed {
    open();
    diskFull = true;
    assertFails(ErrorType.AUDIT_FAILED, () -> close("FAILED"));
    diskFull = false;
    assertEquals(204, close("FAILED").status());
    assertEquals(List.of("FAILED"), outcomes);
  }

  @Test
  void withoutTheLeaseNoPeerIsAnswered() throws OperationFailed {
    sole = false;
    byte[] junk = new byte[0];
    assertFails(ErrorType.AUDIT_NOT_AVAILABLE, this::open);
    assertFails(ErrorType.AUDIT_NOT_AVAILABLE, () -> endpoint.round(sid(), 1, junk));
    assertFails(ErrorType.AUDIT_NOT_AVAILABLE, () -> endpoint.view(sid(), junk));
    assertFails(ErrorType.AUDIT_NOT_AVAILABLE, () -> close("FAILED"));
    assertFails(ErrorType.AUDIT_NOT_AVAILABLE, () -> endpoint.probe(junk));
    assertFails(ErrorType.AUDIT_NOT_AVAILABLE, () -> endpoint.certificate(junk));
    sole = true;
    assertEquals(200, open().status());
  }

  @Test
  void whatIsNoMessageOfAKeeperIsNotHeard() {
    byte[] junk = "{}".getBytes(StandardCharsets.UTF_8);
    String other = Bytes.of(new byte[32]).base64Url();
    assertFails(ErrorType.INVALID_REQUEST_BODY, () -> endpoint.open(other, junk));
    assertFails(ErrorType.INVALID_REQUEST_BODY, () -> endpoint.close(other, junk));
    assertFails(ErrorType.INVALID_REQUEST_BODY, () -> endpoint.certificate(junk));
  }
}
