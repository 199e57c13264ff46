package org.tagma.threshold.reshare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.frost.FrostRequest;
import org.tagma.threshold.frost.FrostSuite;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.refresh.Refresh;
import org.tagma.threshold.refresh.RefreshRequest;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.testkit.Auditor;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.testkit.Weather;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.wire.SessionPreimage;

class ReshareTest {
  private static final String KEY_ID = "team:key-1";

  private final SimulatedCluster cluster =
      new SimulatedCluster(35, 3, 5, List.of(new Reshare(), new Refresh(), new Frost()));
  private final CertificateContent old = cluster.dealKey(KEY_ID, Curve.named("SECP256K1"));

  private Outcome reshare(int coordinator, CertificateContent from, int threshold, int... to) {
    Set<Integer> holders = new TreeSet<>();
    for (int holder : to) {
      holders.add(holder);
    }
    return run(coordinator, ReshareOperation.reshare(cluster, from, threshold, holders));
  }

  private Outcome run(int coordinator, Operation operation) {
    return cluster.run(coordinator, operation, cluster.network(coordinator, Weather.CALM));
  }

  private static CertificateContent made(Outcome outcome) {
    assertEquals(Optional.empty(), outcome.failure());
    assertEquals(List.of(), outcome.ledger().faults());
    return ((Certificate) outcome.result().orElseThrow()).content();
  }

  private Outcome sign(int coordinator, CertificateContent certificate) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("keyId", KEY_ID).put("algorithm", "FROST");
    request.putObject("operations").put("op", Base64.getEncoder().encodeToString(new byte[] {1}));
    Operation all =
        cluster.operation(
            new Frost(),
            FrostSuite.SECP256K1.contextString(),
            KEY_ID,
            Optional.of(certificate),
            Session.request(FrostRequest.OP, request),
            30_000);
    return run(
        coordinator,
        new Operation(
            all.operationId(),
            all.protocol(),
            all.suite(),
            KEY_ID,
            certificate.generation(),
            Optional.of(certificate),
            certificate.participants(),
            certificate.threshold(),
            all.request(),
            all.credential(),
            all.budgetMillis()));
  }

  @Test
  void fewerHoldersSignOnAndAKeeperThatHoldsNothingCoordinates() {
    CertificateContent fewer = made(reshare(1, old, 2, 1, 2, 3));
    assertEquals(Set.of(1, 2, 3), fewer.holders());
    assertEquals(old.publicKey(), fewer.publicKey());
    for (int coordinator = 1; coordinator <= 5; coordinator++) {
      Outcome outcome = sign(coordinator, fewer);
      assertEquals(Optional.empty(), outcome.failure());
      assertEquals(List.of(), outcome.ledger().faults());
    }
  }

  @Test
  void aKeyInFewerHandsIsRefreshedByThem() {
    CertificateContent fewer = made(reshare(1, old, 2, 1, 2, 3));
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", KEY_ID)
            .put("curve", "SECP256K1")
            .put("mode", RefreshRequest.MODE);
    Operation all =
        cluster.operation(
            new Refresh(),
            Dkg.suite(fewer.curve()),
            KEY_ID,
            Optional.of(fewer),
            Session.request(RefreshRequest.OP, request),
            120_000);
    CertificateContent refreshed =
        made(
            run(
                1,
                new Operation(
                    all.operationId(),
                    all.protocol(),
                    all.suite(),
                    KEY_ID,
                    3,
                    all.certificate(),
                    fewer.participants(),
                    fewer.threshold(),
                    all.request(),
                    all.credential(),
                    all.budgetMillis())));
    assertEquals(old.publicKey(), refreshed.publicKey());
    assertEquals(Optional.empty(), sign(2, refreshed).failure());
  }

  @Test
  void keepersThatHeldNothingBecomeHoldersThoughTheyLostWhatTheyKnew() {
    CertificateContent fewer = made(reshare(1, old, 2, 1, 2, 3));
    cluster.keeper(4).storage().lose(fewer);
    CertificateContent all = made(reshare(2, fewer, 4, 1, 2, 3, 4, 5));
    assertEquals(3, all.generation());
    assertEquals(4, all.threshold());
    assertEquals(old.publicKey(), all.publicKey());
    assertTrue(cluster.keeper(4).storage().share(all).isPresent());
    assertEquals(Optional.empty(), sign(4, all).failure());
  }

  @Test
  void theOldGenerationNamesNobodyOnceItHasEnded() {
    made(reshare(1, old, 2, 1, 2, 3, 4));
    Outcome outcome = sign(1, old);
    assertEquals(Optional.of(Outcome.Failure.NOT_ENOUGH_HEALTHY_CLIENTS), outcome.failure());
    assertEquals(Set.of(), outcome.ledger().imposters());
    assertEquals(Set.of(), outcome.ledger().dead());
    assertTrue(
        outcome.ledger().faults().stream()
            .map(Fault::verdict)
            .allMatch(
                v -> v instanceof Verdict.Refused r && r.reason() == RefusalReason.GENERATION));
  }

  @Test
  void untilAllHaveCertifiedTheOldGenerationSigns() {
    Cheat silent =
        (session, round, body) -> {
          if (round == Reshare.CERTIFY) {
            body.put("z", Bytes.of(new byte[32]).base64Url());
          }
        };
    cluster.keeper(3).cheat(silent);
    Outcome outcome = reshare(1, old, 2, 1, 2, 3, 4);
    assertEquals(Set.of(3), outcome.ledger().imposters());
    assertEquals(Optional.of(Outcome.Failure.IDENTIFIABLE_ABORT), outcome.failure());
    cluster
        .keepers()
        .values()
        .forEach(k -> assertEquals(Optional.of(old), k.storage().active(KEY_ID)));
    assertEquals(Optional.empty(), sign(1, old).failure());
  }

  @Test
  void aMemberThatHoldsNothingAndSawAnotherGenerationIsNamed() {
    cluster
        .keeper(5)
        .cheat(
            (session, round, body) -> {
              if (round == Reshare.CERTIFY) {
                body.put("witnessed", Bytes.of(new byte[32]).base64Url());
              }
            });
    Outcome outcome = reshare(1, old, 2, 1, 2, 3, 4);
    assertEquals(Set.of(5), outcome.ledger().imposters());
    Evidence evidence =
        outcome.ledger().faults().stream()
            .map(f -> ((Verdict.Imposter) f.verdict()).evidence())
            .findFirst()
            .orElseThrow();
    assertEquals(ReshareRule.CERT.id(), evidence.rule());
    Auditor.of(cluster).assertStands(cluster, evidence);
  }

  private boolean isAccepted(int threshold, Set<Integer> holders, Integer... members)
      throws DecodingException {
    Operation operation = ReshareOperation.reshare(cluster, old, threshold, holders);
    SessionPreimage preimage = StagedSession.preimage(cluster, operation, 1, List.of(members), 1);
    return new Reshare()
        .accepts(Session.of(preimage, operation.request(), operation.certificate()));
  }

  @Test
  void takesPartOnlyWithAllNewHoldersAndEnoughOfTheOldOnes() throws DecodingException {
    assertTrue(isAccepted(2, Set.of(1, 2, 3), 1, 2, 3));
    assertTrue(isAccepted(2, Set.of(1, 2), 1, 2, 5));
    assertFalse(isAccepted(4, Set.of(1, 2, 3), 1, 2, 3, 4), "a threshold nobody can reach");
    assertFalse(isAccepted(2, Set.of(1, 2, 3), 1, 2, 4, 5), "without a new holder");
    assertFalse(isAccepted(2, Set.of(1, 2), 1, 2), "with fewer old holders than sign");
  }

  @Test
  void withoutAMemberThatIsSilentNothingChangesAndItIsDead() {
    cluster.keeper(4).crash();
    Outcome outcome = reshare(1, old, 2, 1, 2, 3, 4);
    assertEquals(Set.of(4), outcome.ledger().dead());
    assertEquals(Set.of(), outcome.ledger().imposters());
    assertEquals(Optional.of(old), cluster.keeper(1).storage().active(KEY_ID));
  }
}
