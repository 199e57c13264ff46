package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

@Order(1)
class SigningIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final Map<String, String> MESSAGES =
      Map.of("first", "a message", "second", "another message", "third", "");

  private static KeyUnderTest key;

  @BeforeEach
  void allKeepersRun() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    if (key == null) {
      key = KeyUnderTest.create(CLUSTER.keeper(1), "signing-it");
    }
  }

  @Test
  void everyKeeperCoordinatesSignaturesThatVerify() {
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      Answer answer = key.sign(coordinator, MESSAGES);

      key.check(answer, MESSAGES);
      assertEquals(1, answer.json().path("generation").asInt());
      assertEquals(1, answer.json().path("attempts").asInt());
      assertEquals(List.of(), answer.list("imposters"));
      assertEquals(List.of(), answer.list("dead"));
      assertEquals(List.of(), answer.list("refused"));
      assertEquals(List.of(), Faults.of(answer));
    }
  }

  @Test
  void coordinatorAndParticipantRecordTheOperationAndNobodyElseDoes() {
    KeeperUnderTest coordinator = CLUSTER.keeper(1);

    Answer answer = key.sign(coordinator, "recorded");

    key.check(answer, "recorded");
    JsonNode outcome = Audit.checkOutcome(coordinator, "sign", answer);
    assertEquals("FROST", outcome.path("crypto").path("algo").asText());
    assertEquals(key.keyId(), outcome.path("crypto").path("kid").asText());
    assertEquals("SECP256K1", outcome.path("crypto").path("curve").asText());
    assertEquals("/v1/keeper/sign", outcome.path("request").path("path").asText());
    String operationId = answer.text("operationId");
    List<KeeperUnderTest> asked =
        Stream.of(CLUSTER.keeper(2), CLUSTER.keeper(3))
            .filter(peer -> !Audit.records(peer, operationId).isEmpty())
            .toList();
    assertEquals(1, asked.size());
    Audit.checkGoodPart(asked.get(0), "sign", operationId);
  }

  @Test
  void anyKeeperVerifiesTheRecordsOfAll() {
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(2), "signing-it:records");
    String operation = key.sign(CLUSTER.keeper(2), "on record").text("operationId");
    JsonNode record = CLUSTER.keeper(2).get("/audit/operations/" + operation).json().at("/items/1");
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("signature", record.path("signature").textValue()).set("event", record);
    assertEquals("true", verified(request));

    ObjectNode batch = JsonNodeFactory.instance.objectNode();
    ObjectNode altered = request.deepCopy();
    altered.withObject("/event").put("id", "another").withObject("/outcome").put("statusCode", 500);
    batch.putArray("logs").add(request).add(altered);
    Answer answers = CLUSTER.keeper(3).post("/audit/verify/batch", batch.toString());
    assertEquals(200, answers.status(), answers.text());
    assertTrue(answers.json().path(record.path("id").textValue()).path("valid").asBoolean());
    assertFalse(answers.json().path("another").path("valid").asBoolean());
    assertEquals("false", verified(altered));
  }

  private static String verified(ObjectNode request) {
    Answer answer = CLUSTER.keeper(3).post("/audit/verify", request.toString());
    assertEquals(200, answer.status(), answer.text());
    return answer.json().path("valid").asText();
  }

  @Test
  void aKeeperVerifiesItsSignatureForItsMessageOnly() {
    String signature = KeyUnderTest.signature(key.sign(CLUSTER.keeper(1), "this"));

    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      assertTrue(verified(keeper, "this", signature), keeper.name());
      assertFalse(verified(keeper, "that", signature), keeper.name());
    }
  }

  private static boolean verified(KeeperUnderTest keeper, String message, String signature) {
    Answer answer = keeper.post("/sign/verify", Requests.verify(key.keyId(), message, signature));
    assertEquals(200, answer.status(), answer.text());
    assertEquals(List.of(), answer.list("imposters"));
    assertEquals(List.of(), answer.list("dead"));
    assertEquals(List.of(), answer.list("refused"));
    assertEquals(List.of(), Faults.of(answer));
    return answer.json().path("valid").booleanValue();
  }

  @Test
  void allKeepersShowTheSamePublicKeyAndTheSameCertificate() {
    JsonNode first = CLUSTER.keeper(1).get("/publicKey?keyId=" + key.keyId()).json();

    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      Answer answer = keeper.get("/publicKey?keyId=" + key.keyId());
      assertEquals(200, answer.status(), answer.text());
      assertArrayEquals(key.publicKey(), Base64.getDecoder().decode(answer.text("data64")));
      assertTrue(answer.json().path("certificate").isObject());
      assertEquals(first, answer.json());
    }
  }

  @Test
  void aKeyOfTheSameNameIsNotMadeTwice() {
    Answer answer = CLUSTER.keeper(2).post("/dkg", Requests.createKey(key.keyId()));

    Problems.check(answer, 409, "KEY_ALREADY_EXISTS", "/v1/keeper/dkg");
    assertEquals(List.of(), Faults.of(answer));
    JsonNode outcome = Audit.awaitLast(CLUSTER.keeper(2), answer.text("operationId"), "dkg");
    assertEquals(409, outcome.path("outcome").path("statusCode").asInt());
  }
}
