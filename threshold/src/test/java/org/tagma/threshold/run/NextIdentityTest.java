package org.tagma.threshold.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.frost.FrostRequest;
import org.tagma.threshold.frost.FrostSuite;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.message.Opening;
import org.tagma.threshold.message.Refusal;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.testkit.HandCoordinator;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.SimulatedKeeper;
import org.tagma.threshold.testkit.Weather;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.wire.KeyStatement;

/** A keeper signs with its next identity key, and what it signed before stays good. */
class NextIdentityTest {
  private static final String KEY = "team:lasting";
  private static final Curve CURVE = Curve.named("SECP256K1");

  private final SimulatedCluster cluster =
      new SimulatedCluster(61, 2, 3, List.of(new Dkg(), new Frost()));
  private final Bytes id = cluster.cluster().id();
  private int keys;

  private Outcome run(int coordinator, Operation operation) {
    return cluster.run(coordinator, operation, cluster.network(coordinator, Weather.CALM));
  }

  private Certificate make(String mode) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("keyId", KEY).put("curve", CURVE.apiName()).put("mode", mode);
    Optional<CertificateContent> before = cluster.keeper(1).storage().active(KEY);
    Operation operation =
        cluster.operation(
            new Dkg(),
            Dkg.suite(CURVE),
            KEY,
            before,
            Session.request(DkgRequest.OP, request),
            120_000);
    Operation next = generation(operation, before.map(c -> c.generation() + 1).orElse(1));
    return (Certificate) run(1, next).result().orElseThrow();
  }

  private static Operation generation(Operation same, int generation) {
    return new Operation(
        same.operationId(),
        same.protocol(),
        same.suite(),
        same.keyId(),
        generation,
        same.certificate(),
        same.holders(),
        same.threshold(),
        same.request(),
        same.credential(),
        same.budgetMillis());
  }

  private Operation signing(CertificateContent certificate) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("keyId", KEY).put("algorithm", "FROST");
    request.putObject("operations").put("a", "YQ==");
    return cluster.operation(
        new Frost(),
        FrostSuite.SECP256K1.contextString(),
        KEY,
        Optional.of(certificate),
        Session.request(FrostRequest.OP, request),
        30_000);
  }

  /** The keeper tells these keepers its next key, and goes on with it. */
  private String rotate(int keeper, int... told) {
    KeeperIdentity own = cluster.keeper(keeper).identity();
    KeeperIdentity next = KeeperIdentity.generate(keeper, new SeededRandom(61, "key " + keys++));
    String statement = KeyStatement.sign(id, own, next).compact();
    for (int other : told) {
      assertDoesNotThrow(() -> KeyStatement.take(statement, id, cluster.keeper(other).keys()));
    }
    own.become(next);
    cluster.keeper(keeper).host().leaveAll();
    return statement;
  }

  private Participant today(int keeper) {
    return cluster.keeper(keeper).identity().publicKey().participant();
  }

  private static void assertSigned(Outcome outcome) {
    assertTrue(outcome.result().isPresent(), () -> "failed: " + outcome.failure());
    assertEquals(List.of(), outcome.ledger().faults());
  }

  @Test
  void aKeySignsUnderWhateverIdentityKeysItsHoldersHave() {
    CertificateContent certificate = make("CREATE").content();
    for (int keeper : new int[] {2, 3, 2}) {
      rotate(keeper, 1, 2, 3);
      for (int coordinator = 1; coordinator <= 3; coordinator++) {
        assertSigned(run(coordinator, signing(certificate)));
      }
    }
  }

  @Test
  void certificatesOfBeforeProveThemselvesAndThoseOfAfterNameTheNextKey() throws Exception {
    Certificate before = make("CREATE");
    Participant first = today(2);
    String statement = rotate(2, 1, 2, 3);
    before.verify(id, cluster.keeper(1).keys());
    Certificate after = make("ROTATE");
    after.verify(id, cluster.keeper(1).keys());
    assertTrue(before.content().participants().contains(first));
    assertTrue(after.content().participants().contains(today(2)));
    // whoever has only the founding keys needs the statement
    assertThrows(DecodingException.class, () -> after.verify(id, cluster.cluster().keyRing()));
    after.verify(id, KeyStatement.follow(cluster.cluster().keyRing(), id, List.of(statement)));
  }

  @Test
  void aKeeperThatHasNotHeardOfTheNextKeyTakesItsHolderForDeadAndNoLiar() throws Exception {
    CertificateContent certificate = make("CREATE").content();
    String statement = rotate(1, 1, 2);
    assertSigned(run(1, signing(certificate)));
    Outcome outcome =
        cluster.run(3, signing(certificate), cluster.network(3, Weather.CALM).preferring(1));
    assertTrue(outcome.result().isPresent());
    assertEquals(Set.of(), outcome.ledger().imposters());
    assertEquals(Set.of(1), outcome.ledger().dead());
    Verdict.Dead dead = (Verdict.Dead) outcome.ledger().faults().get(0).verdict();
    assertEquals(CauseOfDeath.BAD_SIGNATURE, dead.cause());
    KeyStatement.take(statement, id, cluster.keeper(3).keys());
    assertSigned(run(3, signing(certificate)));
  }

  private Refusal refusal(HostAnswer answer, SimulatedKeeper reader) throws DecodingException {
    HostAnswer.Refusing refusing = assertInstanceOf(HostAnswer.Refusing.class, answer);
    return Signed.readOfToday(refusing.refusal(), Refusal.KIND, id, reader.keys()).content();
  }

  @Test
  void aSessionUnderTheKeyOfBeforeIsOver() throws Exception {
    Operation operation = signing(make("CREATE").content());
    HandCoordinator one = HandCoordinator.of(cluster, operation, 1, 1, 2);
    SessionHost two = cluster.keeper(2).host();
    assertInstanceOf(HostAnswer.Envelopes.class, two.round(one.sid(), 1, one.first(2)));
    rotate(2, 1, 2, 3);
    HostAnswer answer = two.round(one.sid(), 2, one.round(2, 2, List.of()));
    assertEquals(RefusalReason.SESSION_CLOSED, refusal(answer, cluster.keeper(1)).reason());
    HandCoordinator stale = HandCoordinator.of(cluster, operation, 1, 1, 2);
    assertEquals(
        RefusalReason.INVALID_REQUEST,
        refusal(two.open(stale.sid(), stale.open(2)), cluster.keeper(1)).reason(),
        "it names the founding keys");
  }

  @Test
  void aKeyOfBeforeIsHeardByNobodyAnyMore() throws Exception {
    make("CREATE");
    KeeperIdentity stolen = cluster.keeper(1).identity().now();
    rotate(1, 1, 2, 3);
    Operation operation = signing(cluster.keeper(2).storage().active(KEY).orElseThrow());
    HandCoordinator one = HandCoordinator.of(cluster, operation, 1, 2, 3);
    Opening opening =
        new Opening(
            one.preimage(), operation.request(), Opening.credentialDigest(one.sid(), "credential"));
    RoundCall call =
        new RoundCall(
            Optional.empty(),
            List.of(),
            Optional.of(Signed.sign(stolen, id, 2, opening).compact()),
            Optional.of("credential"));
    assertInstanceOf(HostAnswer.Unheard.class, cluster.keeper(2).host().open(one.sid(), call));
    assertInstanceOf(
        HostAnswer.Envelopes.class, cluster.keeper(2).host().open(one.sid(), one.open(2)));
  }
}
