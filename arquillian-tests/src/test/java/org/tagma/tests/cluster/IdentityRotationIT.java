package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** A keeper gets another identity key, and everybody goes on. */
@Order(7)
class IdentityRotationIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final Duration PROBED_WITHIN = Duration.ofSeconds(10);
  private static final String ROTATE = "/integrity/rotate";

  private static List<String> kids(int keeper) {
    List<String> kids = new ArrayList<>();
    for (JsonNode key : CLUSTER.keeper(keeper).get("/keys/identity").json().path("keys")) {
      if (key.path("kid").asText().startsWith("keeper-2#")) {
        assertEquals(!kids.isEmpty(), key.has("statement"), key.toString());
        kids.add(key.path("kid").asText());
      }
    }
    return kids;
  }

  /** With all three: a probe that is under way at a rotation counts as a death until the next. */
  private static void checkSigning(KeyUnderTest key) {
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      Answer answer =
          Eventually.value(
              PROBED_WITHIN,
              () -> key.signUnlessOverloaded(coordinator, "m"),
              signed -> Faults.of(signed).isEmpty());
      key.check(answer, "m");
      assertEquals(List.of(), answer.list("imposters"));
    }
  }

  private static Answer rotate(String token) {
    return CLUSTER
        .keeper(2)
        .send(
            CLUSTER
                .keeper(2)
                .client(ROTATE)
                .setHeader("X-DEV-TOKEN", token)
                .POST(BodyPublishers.noBody())
                .build());
  }

  @Test
  void aKeeperSignsWithItsNextKeyFromNowOnAcrossARestartToo() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(1), "identity-it");
    Problems.check(rotate("tagma-auditor"), 403, "NOT_ENOUGH_PERMISSIONS", "/v1/keeper" + ROTATE);
    Problems.check(rotate(""), 401, "UNAUTHENTICATED", "/v1/keeper" + ROTATE);
    List<String> before = kids(1);
    assertEquals(1, before.size());
    Answer rotated = rotate(KeeperUnderTest.TOKEN);
    assertEquals(204, rotated.status(), rotated.text());
    String operationId = rotated.headers().firstValue("X-Operation-Id").orElseThrow();
    List<String> after = kids(2);
    assertEquals(2, after.size());
    assertEquals(before.get(0), after.get(0));
    assertEquals(after, kids(1));
    assertEquals(after, kids(3));
    checkSigning(key);
    KeyUnderTest.create(CLUSTER.keeper(3), "identity-it:next");
    checkRecords(operationId);
    checkHeard(after.get(1));
    CLUSTER.keeper(2).kill();
    CLUSTER.running(1, 2, 3);
    assertEquals(after, kids(2));
    checkSigning(key);
    checkRecords(operationId);
    checkHeard(after.get(1));
  }

  /** The chain holds under both keys, and says which one signs. */
  private static void checkRecords(String operationId) {
    Answer chain = CLUSTER.keeper(2).get("/audit/chain/verify");
    assertTrue(chain.json().path("valid").booleanValue(), chain.text());
    List<JsonNode> rotation = Audit.records(CLUSTER.keeper(2), operationId);
    assertEquals(List.of("integrity.rotate.intent", "integrity.rotate"), Audit.events(rotation));
    assertEquals(
        List.of(1, 2), rotation.stream().map(r -> r.path("integrityKeyVersion").asInt()).toList());
    assertEquals(204, rotation.get(1).path("outcome").path("statusCode").asInt());
  }

  /** The others have on record, once, which key follows. */
  private static void checkHeard(String kid) {
    for (int keeper : List.of(1, 3)) {
      List<String> heard = new ArrayList<>();
      CLUSTER
          .keeper(keeper)
          .get("/audit/events?event=identity.succeeded")
          .json()
          .path("items")
          .forEach(record -> heard.add(record.at("/outcome/details").asText()));
      assertEquals(1, Collections.frequency(heard, kid + " follows"), heard.toString());
    }
  }
}
