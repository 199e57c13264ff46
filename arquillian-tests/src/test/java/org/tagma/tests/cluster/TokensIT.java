package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** JSON Web Tokens: every keeper that takes part checks the client's by itself. */
@Order(4)
class TokensIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final String KEY = "tokens-it";

  @BeforeEach
  void run() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
  }

  private static Answer sign(String header, String credential, String keyId) {
    HttpRequest.Builder request = CLUSTER.keeper(1).client("/sign").setHeader("X-DEV-TOKEN", "");
    request.setHeader(header, credential);
    return CLUSTER
        .keeper(1)
        .send(
            request.POST(BodyPublishers.ofString(Requests.sign(keyId, Map.of("op", "m")))).build());
  }

  @Test
  void aTokenSignsWhatItPermitsAndNothingElse() {
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(2), KEY);
    String token = Issuer.token("orders", 5, "tagma.key." + KEY + ".sign", "tagma.audit.read");
    for (String header : List.of("Authorization", "X-JWT-TOKEN")) {
      String credential = header.equals("Authorization") ? "Bearer " + token : token;
      Answer answer = sign(header, credential, KEY);
      key.check(answer, Map.of("op", "m"));
      assertEquals(List.of(), answer.list("refused"));
      assertEquals("orders", subject(answer.text("operationId"), 1));
    }
    Problems.check(
        sign("X-JWT-TOKEN", token, "another"), 403, "NOT_ENOUGH_PERMISSIONS", "/v1/keeper/sign");
  }

  private static String subject(String operationId, int keeper) {
    JsonNode records =
        CLUSTER.keeper(keeper).get("/audit/operations/" + operationId).json().path("items");
    return records.get(0).path("auth").path("subject").asText();
  }

  @Test
  void badTokensAreNotTaken() {
    String[] permissions = {"tagma.key.*.sign"};
    Answer expired = sign("X-JWT-TOKEN", Issuer.token("orders", -5, permissions), KEY);
    Problems.check(expired, 401, "UNAUTHENTICATED", "/v1/keeper/sign");
    assertEquals("the token is expired: get a new one", expired.text("detail"));

    String good = Issuer.token("orders", 5, permissions);
    String forged = good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(86);
    Answer refused = sign("X-JWT-TOKEN", forged, KEY);
    Problems.check(refused, 401, "UNAUTHENTICATED", "/v1/keeper/sign");
    assertFalse(refused.text().contains(forged), "a credential is repeated");

    Answer denied =
        sign(
            "X-JWT-TOKEN",
            Issuer.token("orders", 5, "tagma.key.*.sign", "-tagma.key." + KEY + ".sign"),
            KEY);
    Problems.check(denied, 403, "NOT_ENOUGH_PERMISSIONS", "/v1/keeper/sign");
  }
}
