package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.gg20.EcdsaSignature;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.testkit.OutsideEcdsa;
import org.tagma.threshold.transcript.Sha256;

/** Keepers that lie about ECDSA and about their moduli, in a cluster of three real ones. */
@Order(3)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EcdsaLabIT {
  @RegisterExtension static final SharedCluster SHARED = SharedCluster.ecdsaLab();
  private static final LocalClusterUnderTest CLUSTER = SHARED.cluster();

  private static final Lab LAB = Lab.in(CLUSTER);
  private static final String MESSAGE = "in spite of it";
  private static KeyUnderTest key;

  @BeforeEach
  void everybodyIsHonestAndHasMadeModuli() throws ClusterFailure {
    LAB.restore(key);
    if (key == null) {
      Moduli.awaitEpoch(CLUSTER, 1);
      key = KeyUnderTest.create(keeper(1), "ecdsa-lab-it:key");
    }
  }

  private static KeeperUnderTest keeper(int number) {
    return CLUSTER.keeper(number);
  }

  private static Answer sign() {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", key.keyId())
            .put("algorithm", "GG20")
            .put("hash", true);
    request.putObject("operations").put("op-1", MESSAGE.getBytes(StandardCharsets.UTF_8));
    return Eventually.value(
        KeeperUnderTest.PATIENCE,
        () -> keeper(1).post("/sign", request.toString()),
        answer -> answer.status() != 429);
  }

  private static void assertSigned(Answer answer) throws DecodingException {
    assertEquals(200, answer.status(), answer.text());
    byte[] encoded =
        Base64.getDecoder().decode(answer.json().path("signature").path("op-1").asText());
    byte[] digest = Sha256.of(MESSAGE.getBytes(StandardCharsets.UTF_8)).toArray();
    EcdsaSignature signature = EcdsaSignature.decode(Curve.named("SECP256K1"), encoded);
    assertTrue(OutsideEcdsa.SECP256K1.verify(key.publicKey(), digest, signature.der()));
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        Arguments.of("GG20.LENGTH", 1),
        Arguments.of("GG20.CIPHERTEXT", 1),
        Arguments.of("GG20.ENC", 2),
        Arguments.of("GG20.AFF_P", 3),
        Arguments.of("GG20.AFF_G", 3),
        Arguments.of("GG20.PED", 3),
        Arguments.of("GG20.COMMITMENT", 4),
        Arguments.of("GG20.LOG_STAR", 6),
        Arguments.of("GG20.PED_EQ", 6),
        Arguments.of("GG20.SHARE", 7),
        Arguments.of("GG20.PHASE", 6),
        Arguments.of("GG20.OPENING", 6),
        Arguments.of("GG20.DELTA", 6),
        Arguments.of("GG20.SIGMA", 7),
        Arguments.of("GG20.ELIMINATION", 6));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  @Order(1)
  void aLiarIsNamedByTheRuleItBrokeAndTheOthersSign(String rule, int round)
      throws ClusterFailure, IOException, DecodingException {
    keeper(2).cheat(rule);

    Answer answer = LAB.untilAFault(EcdsaLabIT::sign);

    assertSigned(answer);
    assertEquals(2, answer.json().path("attempts").asInt(), answer.text());
    assertEquals(List.of("keeper-2"), answer.list("imposters"), answer.text());
    assertEquals(List.of(), answer.list("dead"), answer.text());
    String named = "keeper-2 IMPOSTER " + rule + " round " + round + " attempt 1";
    List<String> faults = Faults.of(answer);
    assertTrue(faults.contains(named), answer.text());
    int evidence = faults.indexOf(named);
    LAB.checkProved(keeper(1), answer.json().path("faults").path(evidence), 2, rule);
    assertEquals(List.of("keeper-2"), Lab.quarantine(keeper(1)));
    Audit.checkGoodPart(keeper(3), "sign", answer.text("operationId"));
  }

  static Stream<Arguments> liesAboutModuli() {
    return Stream.of(
        Arguments.of("AUX.COMMITMENT", 2),
        Arguments.of("AUX.PARAMETERS", 2),
        Arguments.of("AUX.PRM", 2),
        Arguments.of("AUX.MOD", 3),
        Arguments.of("AUX.FAC", 3),
        Arguments.of("AUX.BUNDLE", 4));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("liesAboutModuli")
  @Order(2)
  void aKeeperThatLiesAboutItsModuliIsNamedAndTheOldOnesStayInUse(String rule, int round)
      throws ClusterFailure, IOException, DecodingException {
    Moduli.awaitMade(CLUSTER, 1, 2, 3);
    keeper(2).cheat(rule);

    Answer failed = Moduli.renew(keeper(1));

    Problems.check(failed, 503, "IDENTIFIABLE_ABORT", "/v1/keeper/control/moduli");
    assertEquals(List.of("keeper-2"), failed.list("imposters"), failed.text());
    assertEquals(
        List.of("keeper-2 IMPOSTER " + rule + " round " + round + " attempt 1"), Faults.of(failed));
    LAB.checkProved(keeper(1), failed.json().path("faults").path(0), 2, rule);
    assertEquals(1, Moduli.of(keeper(1)).path("epoch").asInt());
  }
}
