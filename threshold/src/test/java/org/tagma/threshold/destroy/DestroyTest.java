package org.tagma.threshold.destroy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.ecies.Ecies;
import org.tagma.threshold.ecies.EciesOperation;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.Destruction;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.message.Refusal;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.Links;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.testkit.DirectLinks;
import org.tagma.threshold.testkit.HandCoordinator;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.Weather;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.RefusalReason;

class DestroyTest {
  private static final String KEY_ID = DestroyOperation.KEY_ID;

  private final SimulatedCluster cluster = new SimulatedCluster(7, 2, 3, List.of(new Destroy()));

  private Outcome destroy(CertificateContent certificate, Links links) {
    return cluster.run(1, DestroyOperation.destroy(cluster, certificate), links);
  }

  private Destruction destroyed() {
    CertificateContent first = DestroyOperation.deal(cluster, KeyUsage.SIGN);
    Outcome outcome = destroy(first, new DirectLinks(cluster, 1));
    return (Destruction) outcome.result().orElseThrow();
  }

  @Test
  void everyHolderErasesItsShareOfThatGenerationAlone() {
    CertificateContent first = DestroyOperation.deal(cluster, KeyUsage.SIGN);
    Operation operation = DestroyOperation.destroy(cluster, first);
    Outcome outcome = cluster.run(1, operation, cluster.network(1, Weather.CALM));

    assertEquals(List.of(), outcome.ledger().faults());
    cluster
        .keepers()
        .values()
        .forEach(
            k -> {
              assertEquals(Optional.empty(), k.storage().certified(KEY_ID, 1));
              assertTrue(k.storage().share(first).isEmpty());
              assertEquals(1, k.storage().destructions().size());
              assertTrue(k.storage().certified(KEY_ID, 2).isPresent());
              assertEquals(3, k.storage().active(KEY_ID).orElseThrow().generation());
            });
  }

  @Test
  void theActiveGenerationAndTheOneBeforeAreRefusedByEverybody() {
    Curve curve = Curve.named("SECP256K1");
    DestroyOperation.deal(cluster, KeyUsage.SIGN);
    for (int generation : List.of(2, 3)) {
      CertificateContent needed = cluster.dealKey(KEY_ID, curve, KeyUsage.SIGN, 2, generation);
      Outcome outcome = destroy(needed, new DirectLinks(cluster, 1));

      assertEquals(Optional.of(Outcome.Failure.NOT_ENOUGH_HEALTHY_CLIENTS), outcome.failure());
      assertEquals(Set.of(1, 2, 3), outcome.ledger().refused());
      cluster
          .keepers()
          .values()
          .forEach(k -> assertFalse(k.storage().isCondemned(KEY_ID, generation)));
    }
  }

  @Test
  void aSecondDestructionOfTheSameIsNoDifferentFromTheFirst() {
    CertificateContent first = DestroyOperation.deal(cluster, KeyUsage.SIGN);
    for (int time = 1; time <= 2; time++) {
      Outcome outcome = destroy(first, new DirectLinks(cluster, 1));
      assertTrue(outcome.result().isPresent());
      assertEquals(List.of(), outcome.ledger().faults());
    }
  }

  @Test
  void itIsOverThoughOneKeeperDoesNotAnswer() {
    CertificateContent first = DestroyOperation.deal(cluster, KeyUsage.SIGN);
    DirectLinks links = new DirectLinks(cluster, 1).knownDead(3, CauseOfDeath.BACK_OFF);
    Outcome outcome = destroy(first, links);

    assertEquals(Set.of(3), outcome.ledger().dead());
    Destruction destruction = (Destruction) outcome.result().orElseThrow();
    assertEquals(Set.of(1, 2), destruction.session().members());
    assertFalse(cluster.keeper(3).storage().isCondemned(KEY_ID, 1));
  }

  @Test
  void itIsOverOnceAllHavePromisedThoughOneDoesNotSayThatItErasedItsShare() {
    CertificateContent first = DestroyOperation.deal(cluster, KeyUsage.SIGN);
    Outcome outcome = destroy(first, without(Set.of(3), Destroy.COMMIT));

    assertEquals(Set.of(3), outcome.ledger().dead());
    assertEquals(1, outcome.attempts());
    Destruction destruction = (Destruction) outcome.result().orElseThrow();
    assertEquals(Set.of(1, 2, 3), destruction.session().members());
  }

  @Test
  void nothingIsErasedWhereAsManyAsCouldUseItDoNotAnswer() {
    CertificateContent first = DestroyOperation.deal(cluster, KeyUsage.SIGN);
    Outcome outcome = destroy(first, without(Set.of(2, 3), Destroy.PREPARE));

    assertEquals(Optional.of(Outcome.Failure.NOT_ENOUGH_HEALTHY_CLIENTS), outcome.failure());
    assertEquals(Set.of(2, 3), outcome.ledger().dead());
    assertTrue(cluster.keeper(1).storage().share(first).isPresent());
  }

  @Test
  void aSessionThatWasOpenedBeforeIsNotAnsweredAfterThePromise() throws DecodingException {
    SimulatedCluster both = new SimulatedCluster(9, 2, 3, List.of(new Destroy(), new Ecies()));
    Operation decrypt = EciesOperation.decrypt(both, "SECP256K1");
    CertificateContent first = decrypt.certificate().orElseThrow();
    both.dealKey(first.keyId(), first.curve(), KeyUsage.DECRYPT, 2, 2);
    both.dealKey(first.keyId(), first.curve(), KeyUsage.DECRYPT, 2, 3);
    HandCoordinator hand = HandCoordinator.of(both, decrypt, 1, 1, 2, 3);
    for (int keeper : List.of(2, 3)) {
      both.keeper(keeper).host().open(hand.sid(), hand.open(keeper));
    }
    assertInstanceOf(
        HostAnswer.Envelopes.class,
        both.keeper(2).host().round(hand.sid(), 1, hand.round(2, 1, List.of())));

    Outcome outcome = both.run(1, DestroyOperation.destroy(both, first), new DirectLinks(both, 1));

    assertTrue(outcome.result().isPresent());
    HostAnswer.Refusing refusing =
        assertInstanceOf(
            HostAnswer.Refusing.class,
            both.keeper(3).host().round(hand.sid(), 1, hand.round(3, 1, List.of())));
    assertEquals(
        RefusalReason.SESSION_CLOSED,
        Signed.read(refusing.refusal(), Refusal.KIND, both.cluster().id(), both.cluster().keyRing())
            .content()
            .reason());
  }

  @Test
  void thePromisesAreBelievedWhoeverBringsThem() throws DecodingException {
    Destruction destruction = destroyed();
    Destruction read = Destruction.fromJson(Jcs.parse(Jcs.canonical(destruction.toJson())));

    assertEquals(destruction, read);
    assertDoesNotThrow(() -> read.verify(cluster.cluster(), cluster.cluster().keyRing()));
  }

  @Test
  void promisesOfTooFewOrOfAnotherSessionProveNothing() {
    Destruction destruction = destroyed();
    KeyRing ring = cluster.cluster().keyRing();
    List<String> two = destruction.envelopes().subList(0, 2);
    List<String> twice = new ArrayList<>(two);
    twice.add(two.get(1));
    Destruction other = destroyed();

    for (List<String> envelopes : List.of(two, twice, other.envelopes())) {
      Destruction spoilt = new Destruction(destruction.session(), envelopes);
      assertThrows(DecodingException.class, () -> spoilt.verify(cluster.cluster(), ring));
    }
    SimulatedCluster stranger = new SimulatedCluster(8, 2, 3, List.of(new Destroy()));
    assertThrows(
        DecodingException.class,
        () -> destruction.verify(stranger.cluster(), stranger.cluster().keyRing()));
  }

  /** The coordinator hears nothing of these in one round. */
  private Links without(Set<Integer> silent, int in) {
    return new DirectLinks(cluster, 1)
        .rounds(
            (keeper, round, session, honest) ->
                round == in && silent.contains(keeper)
                    ? new Links.Reply.Silent(CauseOfDeath.CONNECT_REFUSED, 0)
                    : new Links.Reply.Answered(honest));
  }
}
