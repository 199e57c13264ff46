package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.group.DecodingException;

/** Keepers that lie, in a cluster of three real ones, any two of which sign. */
@Order(0)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LabIT {
  @RegisterExtension static final SharedCluster SHARED = SharedCluster.lab();
  private static final LocalClusterUnderTest CLUSTER = SHARED.cluster();

  private static final Lab LAB = Lab.in(CLUSTER);
  private static final String SIGN = "sign";
  private static KeyUnderTest key;

  @BeforeEach
  void everybodyIsHonest() throws ClusterFailure {
    LAB.restore(key);
    if (key == null) {
      key = KeyUnderTest.create(keeper(1), "lab-it:key");
    }
  }

  private static KeeperUnderTest keeper(int number) {
    return CLUSTER.keeper(number);
  }

  private static Answer sign() {
    return key.signUnlessOverloaded(keeper(1), "in spite of it");
  }

  private static void assertSigned(Answer answer, int attempts) {
    key.check(answer, "in spite of it");
    assertEquals(attempts, answer.json().path("attempts").asInt(), answer.text());
  }

  private static void assertLists(
      Answer answer, List<String> imposters, List<String> dead, List<String> refused) {
    assertEquals(imposters, answer.list("imposters"), answer.text());
    assertEquals(dead, answer.list("dead"), answer.text());
    assertEquals(refused, answer.list("refused"), answer.text());
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        Arguments.of("FROST.COMMITMENT", 1),
        Arguments.of("FROST.LENGTH", 2),
        Arguments.of("FROST.SHARE", 2),
        Arguments.of("ENVELOPE.MALFORMED", 1),
        Arguments.of("ENVELOPE.SESSION", 1),
        Arguments.of("ENVELOPE.EQUIVOCATION", 1),
        Arguments.of("ENVELOPE.VIEW", 1),
        Arguments.of("ENVELOPE.FALSE_ACCUSATION", 2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  @Order(1)
  void aLiarIsNamedByTheRuleItBrokeAndTheOthersSign(String rule, int round)
      throws ClusterFailure, IOException, DecodingException {
    keeper(2).cheat(rule);

    Answer answer = LAB.untilAFault(LabIT::sign);

    assertSigned(answer, 2);
    assertLists(answer, List.of("keeper-2"), List.of(), List.of());
    assertEquals(
        List.of("keeper-2 IMPOSTER " + rule + " round " + round + " attempt 1"), Faults.of(answer));
    Lab.checkOutcome(keeper(1), SIGN, answer);
    LAB.checkProved(keeper(1), answer.json().path("faults").path(0), 2, rule);
    LAB.checkToldOf(2, keeper(2), SIGN, answer, rule);
    Audit.checkGoodPart(keeper(3), SIGN, answer.text("operationId"));
    assertBarred(rule, answer.json().path("faults").path(0).path("evidence"));
  }

  /** The next request leaves it out, and names it no imposter. */
  private static void assertBarred(String rule, JsonNode evidence) {
    assertEquals(List.of("keeper-2"), Lab.quarantine(keeper(1)));
    assertEquals(List.of(), Lab.quarantine(keeper(2)));
    Answer next = sign();
    assertSigned(next, 1);
    assertLists(next, List.of(), List.of(), List.of());
    assertEquals(List.of("keeper-2 QUARANTINED " + rule), Faults.of(next));
    assertEquals(evidence, next.json().path("faults").path(0).path("evidence"));
    Audit.checkOutcome(keeper(1), SIGN, next);
    Audit.checkNoPart(keeper(2), next.text("operationId"));
  }

  static Stream<Arguments> dealersLies() {
    return Stream.of(
        Arguments.of("DKG.POINT", 1),
        Arguments.of("DKG.LENGTH", 2),
        Arguments.of("DKG.COMMITMENT", 2),
        Arguments.of("DKG.SHARE_PROOF", 2),
        Arguments.of("DKG.SHARE", 3),
        Arguments.of("DKG.COMPLAINT", 3),
        Arguments.of("DKG.POP", 3),
        Arguments.of("DKG.CERT", 4));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dealersLies")
  @Order(2)
  void aLyingDealerAbortsTheKeyAndEveryKeeperHoldsTheProof(String rule, int round)
      throws ClusterFailure, IOException, DecodingException {
    keeper(2).cheat(rule);
    String request =
        Requests.createKey("lab-it:" + rule.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "-"));

    Answer failed = keeper(1).post("/dkg", request);

    Problems.check(failed, 503, "IDENTIFIABLE_ABORT", "/v1/keeper/dkg");
    assertLists(failed, List.of("keeper-2"), List.of(), List.of());
    assertEquals(
        List.of("keeper-2 IMPOSTER " + rule + " round " + round + " attempt 1"), Faults.of(failed));
    Lab.checkOutcome(keeper(1), "dkg", failed);
    LAB.checkProved(keeper(1), failed.json().path("faults").path(0), 2, rule);
    LAB.checkToldOf(2, keeper(2), "dkg", failed, rule);
    LAB.checkToldOf(2, keeper(3), "dkg", failed, rule);
    assertEquals(List.of("keeper-2"), Lab.quarantine(keeper(3)));

    Answer again = keeper(3).post("/dkg", request);

    Problems.check(again, 503, "NOT_ENOUGH_HONEST_CLIENTS", "/v1/keeper/dkg");
    assertLists(again, List.of(), List.of(), List.of());
    assertEquals(List.of("keeper-2 QUARANTINED " + rule), Faults.of(again));
    Audit.checkOutcome(keeper(3), "dkg", again);
  }

  static Stream<Arguments> spoiltAnswers() {
    return Stream.of(
        Arguments.of("TRANSPORT.SILENCE", 1, "ROUND_TIMEOUT"),
        Arguments.of("TRANSPORT.WITHHOLDING", 2, "ROUND_TIMEOUT"),
        Arguments.of("TRANSPORT.DRIP", 1, "ROUND_TIMEOUT"),
        Arguments.of("TRANSPORT.RESET", 1, "DISCONNECTED"),
        Arguments.of("TRANSPORT.GARBAGE", 1, "UNUSABLE_ANSWER"),
        Arguments.of("TRANSPORT.STATUS_500", 1, "UNUSABLE_ANSWER"),
        Arguments.of("TRANSPORT.FLOOD", 1, "UNUSABLE_ANSWER"),
        Arguments.of("TRANSPORT.EMPTY", 1, "BAD_SIGNATURE"),
        Arguments.of("TRANSPORT.FORGED_SIGNATURE", 1, "BAD_SIGNATURE"),
        Arguments.of("TRANSPORT.REPLAY", 1, "BAD_SIGNATURE"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spoiltAnswers")
  @Order(3)
  void aKeeperWithoutAUsableAnswerIsDeadForThatCauseAndNoImposter(
      String cheat, int round, String cause) throws ClusterFailure {
    keeper(2).cheat(cheat);

    Answer answer = LAB.untilAFault(LabIT::sign);

    assertSigned(answer, 2);
    assertLists(answer, List.of(), List.of("keeper-2"), List.of());
    assertEquals(List.of("keeper-2 DEAD " + cause + " round " + round), uncounted(answer));
    Audit.checkOutcome(keeper(1), SIGN, answer);
    Audit.checkGoodPart(keeper(3), SIGN, answer.text("operationId"));
    assertEquals(List.of(), Lab.quarantine(keeper(1)));
  }

  /** The faults without the number of the attempt: one that the coordinator stalled in is over. */
  private static List<String> uncounted(Answer answer) {
    return Faults.of(answer).stream().map(f -> f.replaceFirst(" attempt [1-9]$", "")).toList();
  }

  @Test
  @Order(3)
  void aKeeperThatRefusesIsNeitherDeadNorAnImposterAndTheOthersSign()
      throws ClusterFailure, IOException, DecodingException {
    keeper(2).cheat("TRANSPORT.REFUSAL");

    Answer answer = LAB.untilAFault(LabIT::sign);

    assertSigned(answer, 2);
    assertLists(answer, List.of(), List.of(), List.of("keeper-2"));
    assertEquals(List.of("keeper-2 REFUSED POLICY round 1"), uncounted(answer));
    Audit.checkOutcome(keeper(1), SIGN, answer);
    assertEquals(List.of("keeper-3"), LAB.checkParts(SIGN, answer, List.of(keeper(2), keeper(3))));
    assertEquals(List.of(), Lab.quarantine(keeper(1)));
  }

  @Test
  @Order(3)
  void aSlowKeeperThatAnswersInTimeIsInNoList() throws ClusterFailure {
    keeper(2).cheat("TRANSPORT.SLOW");
    for (int request = 0; request < 2; request++) {
      Answer answer = sign();
      assertSigned(answer, 1);
      assertEquals(List.of(), Faults.of(answer), answer.text());
    }
  }

  static Stream<Arguments> pairs() {
    return Stream.of(
        pair("FROST.SHARE", "FROST.COMMITMENT"),
        pair("FROST.SHARE", "TRANSPORT.SILENCE"),
        pair("ENVELOPE.MALFORMED", "TRANSPORT.DRIP"),
        pair("ENVELOPE.EQUIVOCATION", "TRANSPORT.REFUSAL"),
        pair("ENVELOPE.FALSE_ACCUSATION", "TRANSPORT.REPLAY"),
        pair("TRANSPORT.REFUSAL", "TRANSPORT.RESET"),
        Arguments.of(Misdeed.CRASH, Misdeed.HANG));
  }

  private static Arguments pair(String second, String third) {
    return Arguments.of(new Misdeed(second), new Misdeed(third));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @MethodSource("pairs")
  @Order(4)
  void ofTwoThatFailEachIsInTheListItDeservesAndNobodySigns(Misdeed second, Misdeed third)
      throws ClusterFailure, IOException, DecodingException {
    SortedMap<Integer, Misdeed> misdeeds = Misdeed.ofTwo(second, third);
    second.by(keeper(2));
    third.by(keeper(3));

    Answer failed = sign();

    List<String> liars = Misdeed.keepers(misdeeds, Misdeed::isALie);
    Problems.check(
        failed,
        503,
        liars.isEmpty() ? "NOT_ENOUGH_HEALTHY_CLIENTS" : "NOT_ENOUGH_HONEST_CLIENTS",
        "/v1/keeper/sign");
    assertLists(
        failed,
        liars,
        Misdeed.keepers(misdeeds, Misdeed::isADeath),
        Misdeed.keepers(misdeeds, Misdeed::isARefusal));
    assertEquals(2, failed.json().path("faults").size(), failed.text());
    for (JsonNode fault : failed.json().path("faults")) {
      int faulty = Integer.parseInt(fault.path("keeper").asText().substring(7));
      Misdeed misdeed = misdeeds.get(faulty);
      assertTrue(misdeed.isShownBy(fault), failed.text());
      if (misdeed.isALie()) {
        LAB.checkProved(keeper(1), fault, faulty, misdeed.name());
      }
    }
    Lab.checkOutcome(keeper(1), SIGN, failed);
    List<KeeperUnderTest> running =
        Stream.of(2, 3).filter(k -> misdeeds.get(k).leavesItRunning()).map(LabIT::keeper).toList();
    assertEquals(List.of(), LAB.checkParts(SIGN, failed, running));
  }

  /** Keeper 3 stays silent, so that the liar's part has to be looked at. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"ECIES.DLEQ", "ECIES.POINT"})
  @Order(4)
  void aLiarAndASilentKeeperLeaveTooFewToDecrypt(String rule)
      throws ClusterFailure, IOException, DecodingException {
    String secrets = "lab-it:" + rule.toLowerCase(Locale.ROOT).replace('.', '-');
    Answer created = keeper(1).post("/dkg", Requests.createDecryptionKey(secrets));
    assertEquals(200, created.status(), created.text());
    String encrypted =
        keeper(1)
            .post("/ecies/encrypt", Requests.encrypt(secrets, "a plaintext"))
            .text("ciphertext64");
    keeper(2).cheat(rule);
    keeper(3).cheat("TRANSPORT.SILENCE");

    Answer failed = keeper(1).post("/ecies/decrypt", Requests.decrypt(secrets, encrypted));

    Problems.check(failed, 503, "NOT_ENOUGH_HONEST_CLIENTS", "/v1/keeper/ecies/decrypt");
    assertLists(failed, List.of("keeper-2"), List.of("keeper-3"), List.of());
    assertEquals(
        List.of(
            "keeper-2 IMPOSTER " + rule + " round 1 attempt 1",
            "keeper-3 DEAD ROUND_TIMEOUT round 1 attempt 1"),
        Faults.of(failed).stream().sorted().toList());
    Lab.checkOutcome(keeper(1), "ecies/decrypt", failed);
    JsonNode lie = failed.json().path("faults").path(0);
    LAB.checkProved(keeper(1), lie, 2, rule);
  }

  static Stream<Arguments> coordinatorsThatAreRefused() {
    return Stream.of(
        Arguments.of("COORDINATOR.ALTERED_MESSAGE", "OWN_MESSAGE_ALTERED", 2),
        Arguments.of("COORDINATOR.OTHER_REQUEST", "INVALID_REQUEST", 1),
        Arguments.of("COORDINATOR.MADE_UP_CREDENTIAL", "UNAUTHORISED", 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("coordinatorsThatAreRefused")
  @Order(5)
  void aCoordinatorThatChangesWhatIsNotItsOwnIsRefusedByEverybody(
      String cheat, String reason, int round) throws ClusterFailure {
    keeper(1).cheat(cheat);

    Answer failed = sign();

    Problems.check(failed, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/sign");
    assertLists(failed, List.of(), List.of(), List.of("keeper-2", "keeper-3"));
    List<String> faults = new ArrayList<>(Faults.of(failed));
    Collections.sort(faults);
    assertEquals(2, faults.size());
    for (int other : List.of(2, 3)) {
      String refusal =
          "keeper-" + other + " REFUSED " + reason + " round " + round + " attempt [12]";
      assertTrue(faults.get(other - 2).matches(refusal), faults.toString());
    }
    Audit.checkOutcome(keeper(1), SIGN, failed);
    assertSignsWithKeeper(3);
  }

  /** Another coordinator signs the same for the client. */
  private static void assertSignsWithKeeper(int coordinator) {
    Answer answer = key.signUnlessOverloaded(keeper(coordinator), "by another");
    key.check(answer, "by another");
    assertLists(answer, List.of(), List.of(), List.of());
  }

  @Test
  @Order(5)
  void aCoordinatorThatAsksTwiceForOneRoundIsTheImposterOfItsParticipant()
      throws ClusterFailure, IOException, DecodingException {
    keeper(1).cheat("COORDINATOR.EQUIVOCATION");

    Answer answer = sign();

    assertSigned(answer, 1);
    int other = participant(answer);
    JsonNode close =
        Audit.awaitLast(keeper(other), answer.text("operationId"), "sign.open", "sign.close");
    assertEquals("IMPOSTER_FOUND", close.path("outcome").path("error").asText());
    assertEquals("[\"keeper-1\"]", close.path("imposters").toString());
    assertEquals(
        List.of("keeper-1 IMPOSTER COORDINATOR.EQUIVOCATION round 2 attempt 1"), Faults.of(close));
    LAB.checkProved(keeper(other), close.path("faults").path(0), 1, "COORDINATOR.EQUIVOCATION");
    assertEquals(List.of("keeper-1"), Lab.quarantine(keeper(other)));
  }

  private static int participant(Answer answer) {
    return Audit.records(keeper(2), answer.text("operationId")).isEmpty() ? 3 : 2;
  }

  @Test
  @Order(5)
  void aCoordinatorThatShowsAMemberAnotherMessageOfItsOwnIsConvictedByTheTwo()
      throws ClusterFailure, IOException, DecodingException {
    keeper(1).cheat("COORDINATOR.SPLIT_VIEW");

    Answer answer = sign();

    assertSigned(answer, 2);
    assertLists(answer, List.of("keeper-1"), List.of(), List.of());
    assertEquals(
        List.of("keeper-1 IMPOSTER ENVELOPE.EQUIVOCATION round 2 attempt 1"), Faults.of(answer));
    LAB.checkProved(keeper(1), answer.json().path("faults").path(0), 1, "ENVELOPE.EQUIVOCATION");
    assertEquals(List.of(), Lab.quarantine(keeper(1)));
  }

  @Test
  @Order(5)
  void whatACoordinatorSaysOfOthersIsNeverMoreThanItsWord() throws ClusterFailure {
    keeper(1).cheat("COORDINATOR.FORGED_IMPOSTER");
    Answer forged = sign();
    assertSigned(forged, 1);
    Audit.checkGoodPart(keeper(participant(forged)), SIGN, forged.text("operationId"));

    keeper(1).cheat("COORDINATOR.FALSE_DEATH");
    Answer buried = sign();
    assertSigned(buried, 1);
    int other = participant(buried);
    JsonNode close =
        Audit.awaitLast(keeper(other), buried.text("operationId"), "sign.open", "sign.close");
    assertEquals(
        List.of("keeper-" + other + " CLAIMED ROUND_TIMEOUT round 1 attempt 1 claimed by keeper-1"),
        Faults.of(close));
    assertEquals(0, close.path("dead").size());
    CLUSTER.keepers().forEach(k -> assertEquals(List.of(), Lab.quarantine(k), k.name()));
  }

  @Test
  @Order(5)
  void aReplayedRequestChangesNothing() throws ClusterFailure {
    keeper(1).cheat("COORDINATOR.REPLAY");
    for (int request = 0; request < 4; request++) {
      Answer answer = sign();
      assertSigned(answer, 1);
      assertLists(answer, List.of(), List.of(), List.of());
      Audit.checkGoodPart(keeper(participant(answer)), SIGN, answer.text("operationId"));
    }
  }

  @Test
  @Order(6)
  void aCoordinatorThatVanishesIsDeadForItsParticipants() throws ClusterFailure {
    keeper(1).cheat("COORDINATOR.VANISHES");

    Answer failed = sign();

    Problems.check(failed, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/sign");
    for (int other : List.of(2, 3)) {
      JsonNode close =
          Audit.awaitLast(keeper(other), failed.text("operationId"), "sign.open", "sign.close");
      assertEquals("ABANDONED", close.path("outcome").path("error").asText());
      assertEquals("[\"keeper-1\"]", close.path("dead").toString());
      assertEquals(0, close.path("imposters").size());
    }
  }

  @Test
  @Order(7)
  void quarantineOutlivesARestartAndEndsWithARelease()
      throws ClusterFailure, IOException, DecodingException {
    keeper(2).cheat("FROST.SHARE");
    Answer first = LAB.untilAFault(LabIT::sign);
    keeper(2).honest();
    keeper(1).kill();
    CLUSTER.running(1, 2, 3);

    assertEquals(List.of("keeper-2"), Lab.quarantine(keeper(1)));
    Answer barred = sign();
    assertEquals(List.of("keeper-2 QUARANTINED FROST.SHARE"), Faults.of(barred));
    LAB.checkProved(keeper(1), barred.json().path("faults").path(0), 2, "FROST.SHARE");
    keeper(3).kill();
    keeper(1).awaitSeeing(keeper(3), "UNAVAILABLE");
    Answer tooFew = sign();
    Problems.check(tooFew, 503, "NOT_ENOUGH_HONEST_CLIENTS", "/v1/keeper/sign");
    assertLists(tooFew, List.of(), List.of("keeper-3"), List.of());
    assertEquals("keeper-2 QUARANTINED FROST.SHARE", Faults.of(tooFew).get(0));

    Answer released = Lab.release(keeper(1), "keeper-2");

    assertEquals(204, released.status(), released.text());
    assertEquals(404, Lab.release(keeper(1), "keeper-2").status());
    assertEquals(List.of(), Lab.quarantine(keeper(1)));
    Answer again = sign();
    key.check(again, "in spite of it");
    Faults.checkKnownDead(again, "keeper-3");
    Audit.checkGoodPart(keeper(2), SIGN, again.text("operationId"));
    JsonNode record =
        keeper(1)
            .get("/audit/events?event=quarantine.release&limit=1")
            .json()
            .path("items")
            .path(0);
    assertEquals(404, record.path("outcome").path("statusCode").asInt());
    assertEquals("tagma-local", record.path("auth").path("subject").asText());
    assertEquals(
        200,
        keeper(1)
            .get(
                first
                    .json()
                    .path("faults")
                    .path(0)
                    .path("evidence")
                    .asText()
                    .replace("/v1/keeper", ""))
            .status());
  }
}
