package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;

/** One or two of five real keepers fail, each in its own way: three others sign and decrypt. */
@Order(0)
@Tag("five")
class LabOfFiveIT {
  @RegisterExtension static final LocalClusterUnderTest CLUSTER = Lab.of(3, 5);

  private static final Lab LAB = Lab.in(CLUSTER);
  private static final String SECRETS = "lab-of-five-it:secrets";
  private static KeyUnderTest key;

  @BeforeEach
  void everybodyIsHonest() throws ClusterFailure {
    LAB.restore(key);
    if (key == null) {
      key = KeyUnderTest.create(CLUSTER.keeper(1), "lab-of-five-it:key");
      Answer created = CLUSTER.keeper(1).post("/dkg", Requests.createDecryptionKey(SECRETS));
      assertEquals(200, created.status(), created.text());
    }
  }

  static Stream<Arguments> misdeeds() {
    Stream<Arguments> alone =
        Stream.of(
                Misdeed.CRASH,
                Misdeed.HANG,
                new Misdeed("TRANSPORT.SLOW"),
                new Misdeed("TRANSPORT.DRIP"),
                new Misdeed("TRANSPORT.REFUSAL"),
                new Misdeed("TRANSPORT.REPLAY"),
                new Misdeed("ENVELOPE.MALFORMED"),
                new Misdeed("ENVELOPE.EQUIVOCATION"),
                new Misdeed("ENVELOPE.FALSE_ACCUSATION"),
                new Misdeed("FROST.SHARE"))
            .map(misdeed -> Arguments.of(misdeed, Misdeed.NONE));
    return Stream.concat(alone, pairs());
  }

  private static Stream<Arguments> pairs() {
    return Stream.of(
        pair("FROST.SHARE", "FROST.COMMITMENT"),
        pair("FROST.SHARE", "ENVELOPE.FALSE_ACCUSATION"),
        pair("FROST.SHARE", "TRANSPORT.REFUSAL"),
        pair("ENVELOPE.EQUIVOCATION", "TRANSPORT.SILENCE"),
        pair("ENVELOPE.MALFORMED", "TRANSPORT.RESET"),
        pair("TRANSPORT.SLOW", "ENVELOPE.MALFORMED"),
        pair("TRANSPORT.DRIP", "TRANSPORT.GARBAGE"),
        pair("TRANSPORT.REPLAY", "FROST.LENGTH"),
        Arguments.of(Misdeed.CRASH, Misdeed.HANG));
  }

  private static Arguments pair(String second, String third) {
    return Arguments.of(new Misdeed(second), new Misdeed(third));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @MethodSource("misdeeds")
  void whoeverFailsIsInTheListItDeservesAndTheOthersSign(Misdeed second, Misdeed third)
      throws ClusterFailure, IOException, DecodingException {
    SortedMap<Integer, Misdeed> misdeeds = Misdeed.ofTwo(second, third);
    second.by(CLUSTER.keeper(2));
    third.by(CLUSTER.keeper(3));

    assertFound(misdeeds);
  }

  @Test
  void aCoordinatorThatRepeatsItsCallsHidesNoLiar()
      throws ClusterFailure, IOException, DecodingException {
    Misdeed lie = new Misdeed("FROST.SHARE");
    CLUSTER.keeper(1).cheat("COORDINATOR.REPLAY");
    lie.by(CLUSTER.keeper(2));

    assertFound(Misdeed.ofTwo(lie, Misdeed.NONE));
  }

  /** Whoever is to be asked is asked sooner or later; some requests are made in any case. */
  private static void assertFound(SortedMap<Integer, Misdeed> misdeeds)
      throws IOException, DecodingException {
    Set<Integer> expected = new TreeSet<>(misdeeds.keySet());
    expected.removeIf(keeper -> misdeeds.get(keeper).isNone());
    Set<Integer> found = new TreeSet<>();
    for (int request = 0; request < 3 || (request < 10 && !found.equals(expected)); request++) {
      Answer answer = key.signUnlessOverloaded(CLUSTER.keeper(1), "in spite of them");
      key.check(answer, "in spite of them");
      take(answer, misdeeds, found);
      assertRecorded(answer, misdeeds);
    }
    assertEquals(expected, found);
  }

  /** The first fault of a keeper is what it did; later ones come of it. */
  private static void take(Answer answer, SortedMap<Integer, Misdeed> misdeeds, Set<Integer> found)
      throws IOException, DecodingException {
    Set<Integer> failed = new TreeSet<>();
    for (JsonNode fault : answer.json().path("faults")) {
      if (fault.has("attempt")) {
        failed.add(fault.path("attempt").asInt());
      }
      int keeper = Integer.parseInt(fault.path("keeper").asText().substring(7));
      if (found.add(keeper)) {
        Misdeed misdeed = misdeeds.getOrDefault(keeper, Misdeed.NONE);
        assertTrue(misdeed.isShownBy(fault), answer.text());
        String list = misdeed.isALie() ? "imposters" : misdeed.isADeath() ? "dead" : "refused";
        assertTrue(answer.list(list).contains(KeeperName.of(keeper)), answer.text());
        if (misdeed.isALie()) {
          LAB.checkProved(CLUSTER.keeper(1), fault, keeper, misdeed.name());
        }
      } else {
        assertFalse(fault.path("verdict").asText().equals("IMPOSTER"), answer.text());
      }
    }
    assertEquals(failed.size() + 1, answer.json().path("attempts").asInt(), answer.text());
  }

  /** By the coordinator, and by every keeper that can be asked; two others signed. */
  private static void assertRecorded(Answer answer, SortedMap<Integer, Misdeed> misdeeds)
      throws IOException, DecodingException {
    Lab.checkOutcome(CLUSTER.keeper(1), "sign", answer);
    List<KeeperUnderTest> running =
        IntStream.rangeClosed(2, 5)
            .filter(k -> misdeeds.getOrDefault(k, Misdeed.NONE).leavesItRunning())
            .mapToObj(CLUSTER::keeper)
            .toList();
    assertEquals(2, LAB.checkParts("sign", answer, running).size(), answer.text());
  }

  @Test
  void twoLiarsDoNotStopADecryption() throws ClusterFailure {
    CLUSTER.keeper(2).cheat("ECIES.DLEQ");
    CLUSTER.keeper(4).cheat("ECIES.POINT");
    String plaintext = "a plaintext";
    String ciphertext =
        CLUSTER
            .keeper(1)
            .post("/ecies/encrypt", Requests.encrypt(SECRETS, plaintext))
            .text("ciphertext64");

    Answer opened = CLUSTER.keeper(1).post("/ecies/decrypt", Requests.decrypt(SECRETS, ciphertext));

    assertEquals(200, opened.status(), opened.text());
    assertArrayEquals(
        plaintext.getBytes(StandardCharsets.UTF_8),
        Base64.getDecoder().decode(opened.text("plaintext64")));
    assertEquals(List.of(), opened.list("dead"));
    assertTrue(List.of("keeper-2", "keeper-4").containsAll(opened.list("imposters")));
  }

  @Test
  void aSplitPackageConvictsItsCoordinatorAndNoSigner()
      throws ClusterFailure, IOException, DecodingException {
    CLUSTER.keeper(1).cheat("COORDINATOR.SPLIT_VIEW");

    Answer answer = key.signUnlessOverloaded(CLUSTER.keeper(1), "in spite of two");

    key.check(answer, "in spite of two");
    assertEquals(List.of("keeper-1"), answer.list("imposters"));
    assertEquals(
        List.of("keeper-1 IMPOSTER ENVELOPE.EQUIVOCATION round 2 attempt 1"), Faults.of(answer));
    LAB.checkProved(
        CLUSTER.keeper(1), answer.json().path("faults").path(0), 1, "ENVELOPE.EQUIVOCATION");
  }
}
