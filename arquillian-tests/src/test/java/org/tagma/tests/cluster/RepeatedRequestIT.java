package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** A client that lost an answer sends its request again, under the same Idempotency-Key. */
@Order(2)
class RepeatedRequestIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static KeyUnderTest key;

  @BeforeEach
  void allKeepersRun() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    if (key == null) {
      key = KeyUnderTest.create(CLUSTER.keeper(1), "repeated-request-it");
    }
  }

  @Test
  void theSameAnswerComesBackByteForByte() {
    Answer first = sign("once-1", "a message");
    Answer second = sign("once-1", "a message");
    assertEquals(200, first.status(), first.text());
    key.check(first, Map.of("op", "a message"));
    assertEquals(200, second.status());
    assertEquals(first.text(), second.text());
    assertNotEquals(first.text(), sign("once-2", "a message").text(), "another key, another go");
  }

  @Test
  void theKeyIsForOneBodyOnly() {
    assertEquals(200, sign("once-3", "a message").status());
    Answer other = sign("once-3", "another message");
    assertEquals(422, other.status());
    assertEquals("UNSUPPORTED", other.text("errorType"));
    assertEquals("Idempotency-Key: this key was used with another body", other.text("detail"));
  }

  @Test
  void aKeyThatIsNoHeaderValueOfOursIsRefused() {
    for (String bad : new String[] {"x".repeat(256), "two words", ""}) {
      Answer answer = sign(bad, "a message");
      assertEquals(400, answer.status(), bad);
      assertEquals("INVALID_REQUEST_BODY", answer.text("errorType"));
    }
  }

  private static Answer sign(String idempotencyKey, String message) {
    HttpRequest request =
        CLUSTER
            .keeper(1)
            .client("/sign")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofString(Requests.sign(key.keyId(), Map.of("op", message))))
            .build();
    return CLUSTER.keeper(1).send(request);
  }
}
