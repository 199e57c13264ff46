package org.tagma.threshold.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.frost.FrostSuite;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyOrigin;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.refresh.Refresh;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.testkit.OutsideVerifier;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.testkit.Weather;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Verdict;

class ImportTest {
  private static final Curve CURVE = Curve.named("SECP256K1");

  private static SimulatedCluster cluster(Import protocol) {
    return new SimulatedCluster(41, 2, 3, List.of(protocol, new Refresh()));
  }

  private static Outcome run(SimulatedCluster cluster, Operation operation) {
    return cluster.run(1, operation, cluster.network(1, Weather.CALM));
  }

  private static CertificateContent made(Outcome outcome) {
    assertEquals(Optional.empty(), outcome.failure());
    return ((Certificate) outcome.result().orElseThrow()).content();
  }

  private static void assertRefused(Outcome outcome, RefusalReason reason, Integer... keepers) {
    assertEquals(Optional.of(Outcome.Failure.NOT_ENOUGH_HEALTHY_CLIENTS), outcome.failure());
    assertEquals(Set.of(keepers), outcome.ledger().refused());
    assertEquals(Set.of(), outcome.ledger().imposters());
    assertEquals(Set.of(), outcome.ledger().dead());
    for (Fault fault : outcome.ledger().faults()) {
      assertEquals(reason, ((Verdict.Refused) fault.verdict()).reason());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void allSignATestThatVerifiesUnderTheKeyBeforeTheyCertifyIt(String name) {
    Curve curve = Curve.named(name);
    SimulatedCluster cluster = ImportOperation.cluster(42, 3, 4);
    StagedSession staged =
        StagedSession.of(cluster, ImportOperation.store(cluster, curve), 1, 1, 2, 3, 4);
    for (int round = 1; round < Import.CERTIFY; round++) {
      staged.next();
    }
    Inbox inbox = staged.inbox();
    Importing importing = Importing.of(staged.session());
    byte[] message = Importing.testMessage(importing.content(inbox));
    byte[] signature = importing.testSignature(inbox).toArray();
    String suite = FrostSuite.of(curve).orElseThrow().contextString();
    byte[] key = importing.request().publicKey().encode();
    assertTrue(OutsideVerifier.verify(suite, key, message, signature));
    message[message.length - 1] ^= 1;
    assertFalse(OutsideVerifier.verify(suite, key, message, signature));
  }

  @Test
  void aDealerThatWasGivenNoKeyOrAnotherOneDeclines() {
    Import none = new Import(PrivateKeySource.NONE);
    Import another = new Import(session -> Optional.of(SecretScalar.of(CURVE.scalar(5))));
    for (Import protocol : List.of(none, another)) {
      SimulatedCluster cluster = cluster(protocol);
      assertRefused(
          run(cluster, ImportOperation.store(cluster)),
          RefusalReason.KEY_DAMAGED,
          ImportOperation.DEALER);
      cluster
          .keepers()
          .values()
          .forEach(
              keeper ->
                  assertEquals(
                      Optional.empty(), keeper.storage().certificate(ImportOperation.KEY_ID)));
    }
  }

  @Test
  void aKeyThatExistsIsNotImported() {
    SimulatedCluster cluster = cluster(ImportOperation.protocol());
    CertificateContent old = cluster.dealKey(ImportOperation.KEY_ID, CURVE);
    assertRefused(run(cluster, ImportOperation.store(cluster)), RefusalReason.POLICY, 1, 2, 3);
    assertEquals(Optional.of(old), cluster.keeper(1).storage().active(ImportOperation.KEY_ID));
  }

  @Test
  void isCertifiedAsTheRequestSays() {
    SimulatedCluster cluster = cluster(ImportOperation.protocol());
    ObjectNode request = ImportOperation.redacted(CURVE);
    request.put("usage", "DECRYPT").put("assetOwner", "treasury");
    request.putObject("policy").put("allowHistoricalProcess", false);
    CertificateContent made = made(run(cluster, ImportOperation.store(cluster, CURVE, request)));
    assertEquals(KeyUsage.DECRYPT, made.usage());
    assertEquals(Optional.of("treasury"), made.assetOwner());
    assertFalse(made.policy().orElseThrow().allowHistoricalProcess());
    assertEquals(1, made.generation());
  }

  @Test
  void theRequestOfAnImportRefreshesTheKeyAfterwardsAndNoOther() {
    SimulatedCluster cluster = cluster(ImportOperation.protocol());
    Operation store = ImportOperation.store(cluster);
    CertificateContent imported = made(run(cluster, store));
    CertificateContent refreshed = made(run(cluster, refresh(cluster, imported, store)));
    assertEquals(2, refreshed.generation());
    assertEquals(imported.publicKey(), refreshed.publicKey());
    assertEquals(Optional.of(KeyOrigin.IMPORTED), refreshed.origin());
    assertFalse(imported.publicShares().equals(refreshed.publicShares()));

    SimulatedCluster other = cluster(ImportOperation.protocol());
    CertificateContent neverWhole = other.dealKey(ImportOperation.KEY_ID, CURVE);
    Operation misused = refresh(other, neverWhole, ImportOperation.store(other));
    assertRefused(run(other, misused), RefusalReason.INVALID_REQUEST, 1, 2, 3);
  }

  private static Operation refresh(
      SimulatedCluster cluster, CertificateContent old, Operation store) {
    Operation same =
        cluster.operation(
            new Refresh(),
            Dkg.suite(old.curve()),
            old.keyId(),
            Optional.of(old),
            store.request(),
            120_000);
    return new Operation(
        same.operationId(),
        same.protocol(),
        same.suite(),
        same.keyId(),
        old.generation() + 1,
        same.certificate(),
        same.holders(),
        same.threshold(),
        same.request(),
        same.credential(),
        same.budgetMillis());
  }
}
