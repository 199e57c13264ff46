package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.threshold.ecies.Ciphertext;
import org.tagma.threshold.group.DecodingException;

/** Tokens for one request: no keeper takes one for another request, or a second time. */
@Order(4)
class BoundTokensIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final String KEY = "bound-it";
  private static final String ARCHIVE = "bound-it:archive";
  private static final String USED = "the token was for one use and has had it: get a new one";
  private static final String USED_ELSEWHERE =
      "the token was for one use, and other keepers do not take it: get a new one";
  private static final String OTHER = "the token is for another request: its 'req' is not of this";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static KeyUnderTest key;
  private static int tokens;

  @BeforeEach
  void makeKeys() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    if (key == null) {
      String policy = ",\"policy\":{\"boundRequests\":true}}";
      Answer created = CLUSTER.keeper(2).post("/dkg", Requests.createKey(KEY).replace("}", policy));
      assertEquals(200, created.status(), created.text());
      Answer archive =
          CLUSTER
              .keeper(2)
              .post("/dkg", Requests.createDecryptionKey(ARCHIVE).replace("}", policy));
      assertEquals(200, archive.status(), archive.text());
      key = new KeyUnderTest(KEY, Base64.getDecoder().decode(created.text("publicKey64")));
    }
  }

  /** The canonical form of a request to sign one message, written by hand. */
  private static String signing(String message) {
    return "{\"op\":\"sign\",\"request\":{\"algorithm\":\"FROST\",\"keyId\":\""
        + KEY
        + "\",\"operations\":{\"op\":\""
        + Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8))
        + "\"}}}";
  }

  private static String token(String canonical) {
    return token(5, canonical);
  }

  private static String token(int minutes, String canonical) {
    return Issuer.bound(
        "orders",
        minutes,
        canonical,
        "bound-it-" + tokens++,
        "tagma.key.bound-it.*",
        "tagma.key.bound-it:archive.*",
        "tagma.consistency.fix",
        "tagma.storage.write",
        "tagma.dkg.rotate");
  }

  private static Answer post(int keeper, String token, String path, String body) {
    return CLUSTER.keeper(keeper).send(request(keeper, token, path, body).build());
  }

  private static HttpRequest.Builder request(int keeper, String token, String path, String body) {
    return CLUSTER
        .keeper(keeper)
        .client(path)
        .setHeader("X-DEV-TOKEN", "")
        .setHeader("Authorization", "Bearer " + token)
        .POST(BodyPublishers.ofString(body));
  }

  private static Answer sign(int keeper, String token, String message) {
    return post(keeper, token, "/sign", Requests.sign(KEY, Map.of("op", message)));
  }

  private static void checkRefused(Answer answer, String detail, String path) {
    Problems.check(answer, 401, "UNAUTHENTICATED", "/v1/keeper" + path);
    assertEquals(detail, answer.text("detail"));
    assertEquals(List.of(), answer.list("imposters"));
    assertEquals(List.of(), answer.list("dead"));
  }

  @Test
  void aTokenServesOnceWhicheverKeeperIsAskedNext() {
    String token = token(signing("m"));
    Answer signed = sign(1, token, "m");
    key.check(signed, Map.of("op", "m"));
    assertEquals(List.of(), Faults.of(signed));
    checkRefused(sign(1, token, "m"), USED, "/sign");
    for (int keeper = 2; keeper <= 3; keeper++) {
      Answer elsewhere = sign(keeper, token, "m");
      checkRefused(elsewhere, USED, "/sign");
      assertEquals(List.of(), Faults.of(elsewhere), "no other keeper was asked");
    }
  }

  @Test
  void whoWasAwayLearnsOfAUseFromThoseThatWereThereAndTheyRememberIt() throws ClusterFailure {
    CLUSTER.keeper(3).kill();
    String token = token(signing("m"));
    key.check(sign(1, token, "m"), Map.of("op", "m"));
    CLUSTER.keeper(1).kill();
    CLUSTER.running(1, 2, 3);
    checkRefused(sign(1, token, "m"), USED, "/sign");
    Answer elsewhere = sign(3, token, "m");
    checkRefused(elsewhere, USED_ELSEWHERE, "/sign");
    assertEquals(List.of("keeper-1", "keeper-2"), elsewhere.list("refused"));
    assertEquals(
        List.of("keeper-1 REFUSED UNAUTHORISED", "keeper-2 REFUSED UNAUTHORISED"),
        Faults.of(elsewhere).stream().map(f -> f.replaceAll(" round.*", "")).sorted().toList());
    key.check(sign(3, token(signing("m")), "m"), Map.of("op", "m"));
  }

  @Test
  void aTokenServesNoOtherRequestAndIsNotUsedUpByIt() {
    String token = token(signing("m"));
    checkRefused(sign(1, token, "another"), OTHER, "/sign");
    String destroy = "{\"keyId\":\"" + KEY + "\",\"version\":1}";
    checkRefused(post(1, token, "/destroy", destroy), OTHER, "/destroy");
    String none = "the token is for one request, of another operation than this";
    String verify = Requests.verify(KEY, "m", "AA==");
    checkRefused(post(1, token, "/sign/verify", verify), none, "/sign/verify");
    checkRefused(post(1, token, "/audit/verify", "{}"), none, "/audit/verify");
    key.check(sign(1, token, "m"), Map.of("op", "m"));
  }

  @Test
  void aTokenOfOldOrWithoutAnIdIsNotTaken() {
    checkRefused(
        sign(1, token(-5, signing("m")), "m"), "the token is expired: get a new one", "/sign");
    String anonymous = Issuer.bound("orders", 5, signing("m"), null, "tagma.key.bound-it.*");
    checkRefused(
        sign(1, anonymous, "m"),
        "the token is for one request and has no 'jti' of up to 255 characters, by which its use would be known",
        "/sign");
  }

  @Test
  void aKeyForBoundRequestsTakesNoOtherToken() {
    String any = Issuer.token("orders", 5, "tagma.key.*.*", "tagma.dkg.*", "tagma.consistency.fix");
    String rotate = Requests.createKey(KEY).replace("CREATE", "ROTATE");
    Map<String, Answer> answers =
        Map.of(
            "/sign", sign(1, any, "m"),
            "/dkg", post(1, any, "/dkg", rotate),
            "/consistency/fix", post(1, any, "/consistency/fix?keyId=" + KEY, ""));
    answers.forEach(
        (path, answer) -> {
          Problems.check(answer, 403, "ACCESS_DENIED", "/v1/keeper" + path);
          assertEquals(
              "keyId: the key's policy takes tokens for one request only, with 'req' and 'jti'",
              answer.text("detail"));
        });
  }

  @Test
  void aCiphertextIsDecryptedOnceForATokenThatNamesItsHeader() throws Exception {
    Answer encrypted =
        CLUSTER.keeper(1).post("/ecies/encrypt", Requests.encrypt(ARCHIVE, "attack at dawn"));
    assertEquals(200, encrypted.status(), encrypted.text());
    String ciphertext = encrypted.text("ciphertext64");
    String body = Requests.decrypt(ARCHIVE, ciphertext);
    Answer unbound = CLUSTER.keeper(1).post("/ecies/decrypt", body);
    Problems.check(unbound, 403, "ACCESS_DENIED", "/v1/keeper/ecies/decrypt");
    String token =
        token(
            "{\"op\":\"ecies/decrypt\",\"request\":{\"ciphertext64\":\""
                + header(ciphertext)
                + "\",\"keyId\":\""
                + ARCHIVE
                + "\"}}");
    Answer decrypted = post(2, token, "/ecies/decrypt", body);
    assertEquals(200, decrypted.status(), decrypted.text());
    assertEquals(
        "attack at dawn",
        new String(
            Base64.getDecoder().decode(decrypted.text("plaintext64")), StandardCharsets.UTF_8));
    checkRefused(post(2, token, "/ecies/decrypt", body), USED, "/ecies/decrypt");
  }

  private static String header(String ciphertext) throws DecodingException {
    byte[] header = Ciphertext.decode(Base64.getDecoder().decode(ciphertext)).header().encode();
    return Base64.getEncoder().encodeToString(header);
  }

  @Test
  void aKeyIsLookedAfterForTokensThatNameItAlone() {
    String fix = "{\"op\":\"consistency/fix\",\"request\":{\"keyId\":\"" + KEY + "\"}}";
    Answer fixed = post(1, token(fix), "/consistency/fix?keyId=" + KEY, "");
    assertEquals(200, fixed.status(), fixed.text());
    assertEquals("OK", fixed.text("verdict"));
  }

  /** RFC 8032 section 7.1, test 1024, and test 3. */
  private static final String SEED = "9eV2fPFTMZUXYw8iaHa4bIFgzFg7wBN0TGvyVfXMDuU=";

  private static final String PUBLIC_KEY = "J4EX/BRMcjQPZ9DyMW6Dhs7/vyskKMnFH+98WX8dQm4=";
  private static final String ANOTHER_SEED = "xaqN9D+fg3vtt0QvMdy3sWbThTUHbwlLhc46LgtEWPc=";

  private static String importing(String keyId, String value64) {
    return "{\"curve\":\"ED25519\",\"keyId\":\""
        + keyId
        + "\",\"policy\":{\"boundRequests\":true},\"value64\":\""
        + value64
        + "\"}";
  }

  @Test
  void aPrivateKeyIsImportedAndRefreshedForOneTokenThatNamesItsPublicKey() {
    String keyId = "bound-it:imported";
    String token =
        token("{\"op\":\"storage/store\",\"request\":" + importing(keyId, PUBLIC_KEY) + "}");
    String path = "/storage/store";
    checkRefused(post(2, token, path, importing(keyId, ANOTHER_SEED)), OTHER, path);
    String any = Issuer.token("orders", 5, "tagma.storage.write");
    Answer unbound = post(2, any, path, importing(keyId, SEED));
    Problems.check(unbound, 403, "ACCESS_DENIED", "/v1/keeper" + path);
    Answer stored = post(2, token, path, importing(keyId, SEED));
    assertEquals(200, stored.status(), stored.text());
    assertEquals(PUBLIC_KEY, stored.text("publicKey64"));
    assertTrue(stored.json().path("refreshed").booleanValue(), stored.text());
    assertEquals(2, stored.json().path("generation").asInt());
    assertEquals(List.of(), Faults.of(stored));
    String next = stored.text("operationId") + ".next";
    assertEquals(
        List.of("storage/store.intent", "storage/store"),
        Audit.events(Audit.records(CLUSTER.keeper(2), next)));
    Answer again = post(2, token, path, importing("bound-it:again", SEED));
    checkRefused(again, OTHER, path);
    Answer taken = post(2, token, path, importing(keyId, SEED));
    Problems.check(taken, 409, "KEY_ALREADY_EXISTS", "/v1/keeper" + path);
  }

  @Test
  void aRepetitionUnderItsIdempotencyKeyIsNoSecondUse() throws Exception {
    String token = token(signing("again"));
    String body = Requests.sign(KEY, Map.of("op", "again"));
    List<Answer> answers = new ArrayList<>();
    for (int time = 0; time < 2; time++) {
      HttpRequest.Builder request = request(1, token, "/sign", body);
      request.header("Idempotency-Key", "bound-it");
      answers.add(CLUSTER.keeper(1).send(request.build()));
    }
    key.check(answers.get(0), Map.of("op", "again"));
    assertEquals(answers.get(0).text(), answers.get(1).text());
    ObjectNode other = (ObjectNode) JSON.readTree(body);
    other.put("hash", true);
    HttpRequest.Builder request = request(1, token, "/sign", other.toString());
    Answer refused = CLUSTER.keeper(1).send(request.header("Idempotency-Key", "bound-it").build());
    Problems.check(refused, 401, "UNAUTHENTICATED", "/v1/keeper/sign");
  }

  @Test
  void aReplayIsOnRecordWithTheCaller() {
    String token = token(signing("m"));
    key.check(sign(1, token, "m"), Map.of("op", "m"));
    Answer replay = sign(1, token, "m");
    List<JsonNode> records = Audit.records(CLUSTER.keeper(1), replay.text("operationId"));
    assertEquals(List.of("sign"), Audit.events(records));
    assertEquals(401, records.get(0).path("outcome").path("statusCode").asInt());
    assertEquals("orders", records.get(0).path("auth").path("subject").asText());
    assertTrue(records.get(0).toString().contains(USED), records.toString());
  }
}
