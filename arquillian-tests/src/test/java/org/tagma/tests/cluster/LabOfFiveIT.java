package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/** Two of five real keepers fail, each in its own way: the other three sign and decrypt. */
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

  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of("FROST.SHARE", "FROST.COMMITMENT"),
        Arguments.of("FROST.SHARE", "ENVELOPE.FALSE_ACCUSATION"),
        Arguments.of("ENVELOPE.EQUIVOCATION", "TRANSPORT.SILENCE"),
        Arguments.of("ENVELOPE.MALFORMED", "TRANSPORT.RESET"),
        Arguments.of("TRANSPORT.DRIP", "TRANSPORT.GARBAGE"),
        Arguments.of("TRANSPORT.REPLAY", "FROST.LENGTH"));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @MethodSource("pairs")
  void eachOfTwoIsInTheListItDeservesAndTheOthersSign(String second, String third)
      throws ClusterFailure, IOException, DecodingException {
    CLUSTER.keeper(2).cheat(second);
    CLUSTER.keeper(3).cheat(third);
    Map<String, String> expected =
        new TreeMap<>(Map.of("keeper-2", verdict(second), "keeper-3", verdict(third)));
    Map<String, String> found = new TreeMap<>();

    for (int request = 0; request < 10 && found.size() < 2; request++) {
      Answer answer = key.signUnlessOverloaded(CLUSTER.keeper(1), "in spite of two");
      key.check(answer, "in spite of two");
      assertTrue(answer.json().path("attempts").asInt() <= 3, answer.text());
      for (JsonNode fault : answer.json().path("faults")) {
        take(answer, fault, found);
      }
    }

    assertEquals(expected, found);
  }

  /** Takes the first fault of a keeper; later ones come of it. */
  private static void take(Answer answer, JsonNode fault, Map<String, String> found)
      throws IOException, DecodingException {
    String keeper = fault.path("keeper").asText();
    String verdict = fault.path("verdict").asText();
    if (found.containsKey(keeper)) {
      return;
    }
    if (verdict.equals("IMPOSTER")) {
      String rule = fault.path("rule").asText();
      assertTrue(answer.list("imposters").contains(keeper), answer.text());
      LAB.checkProved(CLUSTER.keeper(1), fault, Integer.parseInt(keeper.substring(7)), rule);
      found.put(keeper, "IMPOSTER " + rule);
    } else {
      assertTrue(answer.list("dead").contains(keeper), answer.text());
      found.put(keeper, verdict + " " + fault.path("cause").asText());
    }
  }

  private static String verdict(String cheat) {
    return switch (cheat) {
      case "TRANSPORT.SILENCE", "TRANSPORT.DRIP" -> "DEAD ROUND_TIMEOUT";
      case "TRANSPORT.RESET" -> "DEAD DISCONNECTED";
      case "TRANSPORT.GARBAGE" -> "DEAD UNUSABLE_ANSWER";
      case "TRANSPORT.REPLAY" -> "DEAD BAD_SIGNATURE";
      default -> "IMPOSTER " + cheat;
    };
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
