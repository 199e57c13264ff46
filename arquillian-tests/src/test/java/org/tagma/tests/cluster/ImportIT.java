package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.testkit.Rfc8032Verifier;
import org.tagma.threshold.testkit.Rfc9591Verifier;

/** Private keys that were made elsewhere. */
@Order(3)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImportIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final String EVENT = "storage/store";
  private static final String STORE = "/" + EVENT;
  private static final String INSTANCE = "/v1/keeper" + STORE;
  private static final byte[] MESSAGE = "any message".getBytes(StandardCharsets.UTF_8);

  /** A private key and its public key, as published. */
  private record Published(String name, String curve, String privateKey, String publicKey) {
    String keyId() {
      return "import:" + name;
    }

    ObjectNode request() {
      return object().put("keyId", keyId()).put("curve", curve).put("value64", base64(secret()));
    }

    byte[] secret() {
      return HexFormat.of().parseHex(privateKey);
    }

    byte[] point() {
      return HexFormat.of().parseHex(publicKey);
    }

    boolean verifies(byte[] signature) {
      return switch (curve) {
        case "ED25519" ->
            Rfc8032Verifier.verify(point(), MESSAGE, signature)
                && Rfc8032Verifier.verifyWithJdk(point(), MESSAGE, signature);
        case "P256" -> Rfc9591Verifier.P256.verify(point(), MESSAGE, signature);
        default -> Rfc9591Verifier.SECP256K1.verify(point(), MESSAGE, signature);
      };
    }
  }

  /** RFC 8032 section 7.1, tests 1 to 3; RFC 6979 appendix A.2.5; BIP-340, test vector 1. */
  private static final List<Published> PUBLISHED =
      List.of(
          new Published(
              "rfc8032-1",
              "ED25519",
              "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
              "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
          new Published(
              "rfc8032-2",
              "ED25519",
              "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
              "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
          new Published(
              "rfc8032-3",
              "ED25519",
              "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
              "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"),
          new Published(
              "rfc6979",
              "P256",
              "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
              "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"),
          new Published(
              "bip340",
              "SECP256K1",
              "b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfef",
              "02dff1d77f2a671c5f36183726db2341be58feae1da2deced843240f7b502ba659"));

  @Test
  @Order(1)
  void anImportedKeySignsUnderThePublicKeyThatItAlwaysHad() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    int dealer = 0;
    for (Published key : PUBLISHED) {
      dealer = dealer % 3 + 1;
      ObjectNode owned = key.request().put("assetOwner", "import-treasury");
      Answer stored = CLUSTER.keeper(dealer).post(STORE, owned.toString());
      assertStored(stored, key);
      for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
        assertTrue(key.verifies(signature(coordinator, key.keyId(), MESSAGE)), key.name());
        JsonNode certified = coordinator.get("/publicKey?keyId=" + key.keyId()).json();
        assertArrayEquals(key.point(), decoded(certified.path("data64")));
        JsonNode content = certified.at("/certificate/content");
        assertEquals("IMPORTED", content.path("origin").asText());
        assertEquals("import-treasury", content.path("assetOwner").asText());
        Answer listed = coordinator.get("/compliance/inventory?logicalId=" + key.keyId());
        assertEquals("IMPORTED", listed.json().at("/inventory/items/0/origin").asText());
      }
      assertFalse(key.verifies(signature(CLUSTER.keeper(1), key.keyId(), new byte[] {1})));
    }
  }

  private static void assertStored(Answer stored, Published key) {
    assertEquals(200, stored.status(), stored.text());
    assertEquals(key.keyId(), stored.text("keyId"));
    assertEquals(2, stored.json().path("generation").asInt(), "refreshed at once");
    assertArrayEquals(key.point(), decoded(stored.json().path("publicKey64")));
    assertEquals("IMPORTED", stored.text("origin"));
    assertTrue(stored.json().path("refreshed").booleanValue(), stored.text());
    for (String list : List.of("imposters", "dead", "refused")) {
      assertEquals(List.of(), stored.list(list), stored.text());
    }
    assertEquals(List.of(), Faults.of(stored));
  }

  @Test
  @Order(2)
  void itsOriginOutlivesEveryNewShareAndEndsWithTheKey() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    Published key = named(PUBLISHED.get(4), "origin");
    assertStored(CLUSTER.keeper(2).post(STORE, key.request().toString()), key);
    ObjectNode later = object().put("keyId", key.keyId()).put("curve", key.curve());
    Answer reshared =
        CLUSTER
            .keeper(1)
            .post("/dkg", later.deepCopy().put("mode", "RESHARE").put("threshold", 3).toString());
    assertEquals(200, reshared.status(), reshared.text());
    assertEquals("IMPORTED", origin(key, ""));
    assertTrue(key.verifies(signature(CLUSTER.keeper(3), key.keyId(), MESSAGE)));
    Answer rotated = CLUSTER.keeper(3).post("/dkg", later.put("mode", "ROTATE").toString());
    assertEquals(200, rotated.status(), rotated.text());
    assertEquals("", origin(key, ""), "it is another key");
    assertEquals("IMPORTED", origin(key, "&generation=1"));
  }

  private static String origin(Published key, String generation) {
    Answer shown = CLUSTER.keeper(2).get("/publicKey?keyId=" + key.keyId() + generation);
    assertEquals(200, shown.status(), shown.text());
    return shown.json().at("/certificate/content/origin").asText();
  }

  @Test
  @Order(2)
  void anImportedKeyForDecryptionDecryptsAndDoesNotSign() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    Published key = named(PUBLISHED.get(3), "archive");
    ObjectNode request = key.request().put("usage", "DECRYPT");
    assertStored(CLUSTER.keeper(3).post(STORE, request.toString()), key);
    ObjectNode encrypt = object().put("keyId", key.keyId()).put("plaintext64", base64(MESSAGE));
    Answer encrypted = CLUSTER.keeper(1).post("/ecies/encrypt", encrypt.toString());
    assertEquals(200, encrypted.status(), encrypted.text());
    ObjectNode decrypt = object().put("keyId", key.keyId());
    decrypt.put("ciphertext64", encrypted.text("ciphertext64"));
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      Answer opened = coordinator.post("/ecies/decrypt", decrypt.toString());
      assertEquals(200, opened.status(), opened.text());
      assertArrayEquals(MESSAGE, decoded(opened.json().path("plaintext64")));
    }
    Answer signed = CLUSTER.keeper(1).post("/sign", sign(key.keyId(), MESSAGE));
    Problems.check(signed, 422, "KEY_APPLY_OPS_FORBIDDEN", "/v1/keeper/sign");
  }

  /** With nothing but the permission to import, which covers the refresh that belongs to it. */
  @Test
  @Order(2)
  void thePermissionToStoreIsEnoughAndNeeded() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    Published key = named(PUBLISHED.get(4), "permitted");
    String token = Issuer.token("custodian", 5, "tagma.storage.write");
    Answer stored = store("X-JWT-TOKEN", token, key.request());
    assertStored(stored, key);
    assertEquals(
        List.of(EVENT + ".intent", EVENT),
        Audit.events(Audit.records(CLUSTER.keeper(1), stored.text("operationId"))));
    Audit.checkGoodPart(CLUSTER.keeper(2), EVENT, stored.text("operationId"));
    checkTheRefreshIsAudited(stored.text("operationId"));

    ObjectNode other = named(key, "forbidden").request();
    Answer denied = store("X-DEV-TOKEN", "tagma-auditor", other);
    Problems.check(denied, 403, "NOT_ENOUGH_PERMISSIONS", INSTANCE);
    String maker = Issuer.token("maker", 5, "tagma.dkg.*", "tagma.key.*.*");
    Problems.check(store("X-JWT-TOKEN", maker, other), 403, "NOT_ENOUGH_PERMISSIONS", INSTANCE);
    Problems.check(store("X-DEV-TOKEN", "unknown", other), 401, "UNAUTHENTICATED", INSTANCE);
    assertUnknown("import:forbidden");
  }

  /** An operation of its own, by the same request of the same client, to which the first leads. */
  private static void checkTheRefreshIsAudited(String operationId) {
    JsonNode imported = Audit.records(CLUSTER.keeper(1), operationId).get(1);
    assertEquals("IMPORT", imported.at("/crypto/algo").asText());
    assertEquals(1, imported.at("/crypto/generation").asInt());
    String details = imported.at("/outcome/details").asText();
    assertTrue(details.startsWith("refreshed: operation "), details);
    String refresh = details.substring(details.lastIndexOf(' ') + 1);
    List<JsonNode> records = Audit.records(CLUSTER.keeper(1), refresh);
    assertEquals(List.of(EVENT + ".intent", EVENT), Audit.events(records));
    JsonNode outcome = records.get(1);
    assertEquals(200, outcome.at("/outcome/statusCode").asInt());
    assertEquals("REFRESH", outcome.at("/crypto/algo").asText());
    assertEquals(2, outcome.at("/crypto/generation").asInt());
    assertEquals("custodian", outcome.at("/auth/subject").asText());
    assertEquals(imported.path("digest"), outcome.path("digest"));
    for (int participant : List.of(2, 3)) {
      Audit.checkGoodPart(CLUSTER.keeper(participant), EVENT, refresh);
    }
  }

  private static Answer store(String header, String credential, ObjectNode request) {
    return CLUSTER
        .keeper(1)
        .send(
            CLUSTER
                .keeper(1)
                .client(STORE)
                .setHeader("X-DEV-TOKEN", "")
                .setHeader(header, credential)
                .POST(BodyPublishers.ofString(request.toString()))
                .build());
  }

  @Test
  @Order(2)
  void whatIsNoKeyOrHasANameThatIsTakenIsRefused() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    ObjectNode good = named(PUBLISHED.get(4), "bad").request();
    String order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
    for (String none : List.of("", "00".repeat(32), order, "01".repeat(31), "01".repeat(33))) {
      byte[] value = HexFormat.of().parseHex(none);
      Answer answer = refused(400, "INVALID_REQUEST_BODY", good, "value64", base64(value));
      assertFalse(none.length() > 0 && answer.text().contains(base64(value)), answer.text());
    }
    refused(400, "INVALID_BASE64", good, "value64", "?");
    refused(400, "INVALID_KEY_ID", good, "keyId", "NO");
    refused(422, "UNSUPPORTED_CURVE", good, "curve", "SECP521R1");
    refused(400, "INVALID_ASSET_OWNER", good, "assetOwner", " ");
    refused(400, "INVALID_REQUEST_BODY", good, "usage", "BOTH");
    refused(400, "INVALID_REQUEST_BODY", good, "more", "x");
    refused(422, "CURVE_MISMATCH", good.deepCopy().put("usage", "DECRYPT"), "curve", "ED25519");
    ObjectNode policy = good.deepCopy();
    policy.putObject("policy").putObject("apply").put("unit", "SECONDS").put("notAfter", 1);
    refused(400, "INVALID_EXPIRATION_TIME", policy, "keyId", "import:bad");
    policy.putObject("policy").put("for", "ever");
    refused(400, "INVALID_KEY_SET_POLICY", policy, "keyId", "import:bad");
    assertUnknown("import:bad");

    KeyUnderTest taken = KeyUnderTest.create(CLUSTER.keeper(2), "import:taken");
    refused(409, "KEY_ALREADY_EXISTS", good, "keyId", taken.keyId());
    taken.check(taken.sign(CLUSTER.keeper(1), "as before"), "as before");
  }

  private static Answer refused(
      int status, String errorType, ObjectNode request, String field, String value) {
    Answer answer = CLUSTER.keeper(1).post(STORE, request.deepCopy().put(field, value).toString());
    Problems.check(answer, status, errorType, INSTANCE);
    return answer;
  }

  /** Some clients escape every solidus, or every plus. */
  @Test
  @Order(2)
  void aPrivateKeyMayBeWrittenWithEscapes() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    Published key = named(PUBLISHED.get(4), "escaped");
    String value = base64(key.secret());
    String escaped = value.replace("/", "\\/").replace("=", "\\u003d");
    assertNotEquals(value, escaped);
    String request = key.request().toString().replace(value, escaped);
    assertStored(CLUSTER.keeper(3).post(STORE, request), key);
    String name = request.replace("value64", "v\\u0061lue64").replace("escaped", "named");
    Answer answer = CLUSTER.keeper(3).post(STORE, name);
    Problems.check(answer, 400, "INVALID_REQUEST_BODY", INSTANCE);
    assertUnknown("import:named");
  }

  @Test
  @Order(2)
  void aRepeatedRequestImportsOnce() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    Published key = named(PUBLISHED.get(0), "once");
    Answer first = once(key.request());
    assertStored(first, key);
    assertEquals(first.text(), once(key.request()).text());
    ObjectNode other = key.request().put("value64", base64(PUBLISHED.get(1).secret()));
    Problems.check(once(other), 422, "UNSUPPORTED", INSTANCE);
  }

  private static Answer once(ObjectNode request) {
    return CLUSTER
        .keeper(1)
        .send(
            CLUSTER
                .keeper(1)
                .client(STORE)
                .header("Idempotency-Key", "import-once")
                .POST(BodyPublishers.ofString(request.toString()))
                .build());
  }

  /** Databases, key stores and logs: as bytes, and in every way in which they can be written. */
  @Test
  @Order(3)
  void noKeeperKeepsThePrivateKey() throws IOException {
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      List<Path> files;
      try (Stream<Path> found = Files.walk(keeper.directory())) {
        files = found.filter(Files::isRegularFile).toList();
      }
      assertTrue(files.stream().anyMatch(f -> f.getFileName().toString().startsWith("database")));
      for (Path file : files) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (Published key : PUBLISHED) {
          for (String shown : writings(key)) {
            assertFalse(text.contains(shown), keeper.name() + " " + file.getFileName());
          }
        }
      }
      PUBLISHED.forEach(
          key ->
              writings(key)
                  .forEach(shown -> assertFalse(keeper.log().contains(shown), keeper.name())));
    }
  }

  private static List<String> writings(Published key) {
    return List.of(
        new String(key.secret(), StandardCharsets.ISO_8859_1),
        key.privateKey(),
        key.privateKey().toUpperCase(Locale.ROOT),
        base64(key.secret()),
        Base64.getUrlEncoder().withoutPadding().encodeToString(key.secret()));
  }

  @Test
  @Order(4)
  void withoutAllKeepersNothingIsImported() throws ClusterFailure {
    CLUSTER.running(1, 2);
    Published key = named(PUBLISHED.get(0), "alone");
    Answer failed = CLUSTER.keeper(1).post(STORE, key.request().toString());
    Problems.check(failed, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", INSTANCE);
    assertEquals(List.of("keeper-3"), failed.list("dead"));
    assertEquals(List.of(), failed.list("imposters"));
    assertEquals(List.of(), failed.list("refused"));
    Audit.checkOutcome(CLUSTER.keeper(1), EVENT, failed);
    CLUSTER.running(1, 2, 3);
    assertUnknown(key.keyId());
    Answer stored = CLUSTER.keeper(1).post(STORE, key.request().toString());
    assertEquals(200, stored.status(), stored.text());
    assertTrue(key.verifies(signature(CLUSTER.keeper(3), key.keyId(), MESSAGE)));
  }

  private static void assertUnknown(String keyId) {
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      Answer shown = keeper.get("/publicKey?keyId=" + keyId);
      Problems.check(shown, 404, "KEY_NOT_FOUND", "/v1/keeper/publicKey");
    }
  }

  private static Published named(Published key, String name) {
    return new Published(name, key.curve(), key.privateKey(), key.publicKey());
  }

  private static String sign(String keyId, byte[] message) {
    ObjectNode request = object().put("keyId", keyId).put("algorithm", "FROST");
    request.putObject("operations").put("op", base64(message));
    return request.toString();
  }

  private static byte[] signature(KeeperUnderTest coordinator, String keyId, byte[] message) {
    Answer answer = coordinator.post("/sign", sign(keyId, message));
    assertEquals(200, answer.status(), answer.text());
    assertEquals(List.of(), Faults.of(answer));
    return decoded(answer.json().at("/signature/op"));
  }

  private static byte[] decoded(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asText());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
