package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.tagma.threshold.testkit.Rfc9591Verifier;

/**
 * A key of the cluster under test. What it signs is verified by a verifier that shares no code with
 * the product.
 *
 * @param keyId its name
 * @param publicKey SEC1, compressed
 */
record KeyUnderTest(String keyId, byte[] publicKey) {
  private static final String OPERATION = "op-1";

  /** Generates it with all keepers. */
  static KeyUnderTest create(KeeperUnderTest coordinator, String keyId) {
    Answer created = coordinator.post("/dkg", Requests.createKey(keyId));
    assertEquals(200, created.status(), created.text());
    assertEquals(List.of(), created.list("imposters"));
    assertEquals(List.of(), created.list("dead"));
    return new KeyUnderTest(keyId, Base64.getDecoder().decode(created.text("publicKey64")));
  }

  /** Has one message signed. */
  Answer sign(KeeperUnderTest coordinator, String message) {
    return sign(coordinator, Map.of(OPERATION, message));
  }

  /** Has messages signed, by operation id. */
  Answer sign(KeeperUnderTest coordinator, Map<String, String> messages) {
    return coordinator.post("/sign", Requests.sign(keyId, messages));
  }

  /** Has one message signed by a coordinator that has too much to do at times. */
  Answer signUnlessOverloaded(KeeperUnderTest coordinator, String message) {
    return Eventually.value(
        KeeperUnderTest.PATIENCE, () -> sign(coordinator, message), a -> a.status() != 429);
  }

  /** Checks an answer to {@link #sign(KeeperUnderTest, String)}: success, and a good signature. */
  void check(Answer answer, String message) {
    check(answer, Map.of(OPERATION, message));
  }

  /** Checks an answer: success, exactly these operations, and good signatures. */
  void check(Answer answer, Map<String, String> messages) {
    assertEquals(200, answer.status(), answer.text());
    assertEquals("SUCCESS", answer.text("code"));
    assertEquals("SEC1R65SCHNORR", answer.text("type"));
    assertEquals(messages.size(), answer.json().path("signature").size());
    messages.forEach(
        (id, message) ->
            assertTrue(
                Rfc9591Verifier.SECP256K1.verify(
                    publicKey,
                    message,
                    Base64.getDecoder().decode(answer.json().path("signature").path(id).asText())),
                id));
  }

  /** Deletes its rows from the database of a keeper, which is down. */
  void loseShareOf(KeeperUnderTest keeper) throws SQLException {
    String database = "jdbc:h2:file:" + keeper.directory().resolve("database");
    try (Connection connection = DriverManager.getConnection(database, "tagma", "")) {
      for (String table : List.of("key_generation", "threshold_key")) {
        try (PreparedStatement delete =
            connection.prepareStatement("DELETE FROM " + table + " WHERE key_id = ?")) {
          delete.setString(1, keyId);
          assertEquals(1, delete.executeUpdate());
        }
      }
    }
  }

  /** The signature of an answer to {@link #sign(KeeperUnderTest, String)}, base64. */
  static String signature(Answer answer) {
    return answer.json().path("signature").path(OPERATION).asText();
  }
}
