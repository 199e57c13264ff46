package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
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

/**
 * Threshold ECDSA over a real cluster, two of three, with moduli that it has made itself. {@code
 * tagma.ecdsa.requests} is how many signatures each of three coordinators is asked for at once.
 */
@Order(4)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Gg20IT {
  @RegisterExtension static final SharedCluster SHARED = SharedCluster.ecdsaLab();
  private static final LocalClusterUnderTest CLUSTER = SHARED.cluster();

  private static final int REQUESTS = Integer.getInteger("tagma.ecdsa.requests", 6);
  private static final int CLIENTS = 3; // of each coordinator, at the same time
  private static final String MESSAGE = "pay 7 to Ada";

  private static final Map<String, byte[]> KEYS = new HashMap<>();

  private static KeeperUnderTest keeper(int number) {
    return CLUSTER.keeper(number);
  }

  @BeforeAll
  static void awaitTheModuliThatTheKeepersSetUpByThemselves() throws ClusterFailure {
    Lab.in(CLUSTER).restore(null);
    long begun = System.nanoTime();
    Moduli.awaitEpoch(CLUSTER, 1);
    assertEquals(Moduli.SET, Moduli.of(keeper(1)).path("set").asText());
    System.out.printf(
        "%s moduli after %d s%n",
        Moduli.SET, Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    for (String curve : List.of("SECP256K1", "P256", "ED25519")) {
      ObjectNode request =
          object().put("keyId", keyId(curve)).put("curve", curve).put("mode", "CREATE");
      Answer created = keeper(1).post("/dkg", request.toString());
      assertEquals(200, created.status(), created.text());
      KEYS.put(curve, Base64.getDecoder().decode(created.text("publicKey64")));
    }
  }

  private static String keyId(String curve) {
    return "gg20-it:" + curve.toLowerCase(Locale.ROOT);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode request(String curve, byte[] message) {
    ObjectNode request = object().put("keyId", keyId(curve)).put("algorithm", "GG20");
    request.putObject("operations").put("op-1", message);
    return request;
  }

  private static ObjectNode hashed(String curve, String message) {
    return request(curve, message.getBytes(StandardCharsets.UTF_8)).put("hash", true);
  }

  private static byte[] digest(String message) {
    return Sha256.of(message.getBytes(StandardCharsets.UTF_8)).toArray();
  }

  private static Answer sign(KeeperUnderTest coordinator, ObjectNode request) {
    return Eventually.value(
        KeeperUnderTest.PATIENCE,
        () -> coordinator.post("/sign", request.toString()),
        answer -> answer.status() != 429);
  }

  private static byte[] signature(Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    assertEquals("SUCCESS", answer.text("code"));
    assertEquals("ECDSA", answer.text("type"));
    assertEquals(1, answer.json().path("signature").size());
    return Base64.getDecoder().decode(answer.json().path("signature").path("op-1").asText());
  }

  /** A good signature, low s on secp256k1, from which the key can be recovered. */
  private static void check(Answer answer, String curve, byte[] key, byte[] digest)
      throws DecodingException {
    byte[] encoded = signature(answer);
    assertEquals(65, encoded.length);
    EcdsaSignature signature = EcdsaSignature.decode(Curve.named(curve), encoded);
    OutsideEcdsa outside = OutsideEcdsa.valueOf(curve);
    assertTrue(outside.verify(key, digest, signature.der()));
    assertArrayEquals(key, outside.recover(digest, encoded));
    if (curve.equals("SECP256K1")) {
      assertTrue((encoded[32] & 0x80) == 0, "low s");
    }
  }

  private static void assertNobodyIsAtFault(Answer answer) {
    assertEquals(List.of(), Faults.of(answer), answer.text());
    for (String list : List.of("imposters", "dead", "refused")) {
      assertEquals(List.of(), answer.list(list), answer.text());
    }
    assertEquals(1, answer.json().path("attempts").asInt(), answer.text());
  }

  @Test
  @Order(1)
  void everyKeeperCoordinatesOnBothCurves() throws DecodingException {
    List<Long> millis = new ArrayList<>();
    for (String curve : List.of("SECP256K1", "P256")) {
      for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
        long begun = System.nanoTime();
        Answer answer = sign(coordinator, hashed(curve, MESSAGE));
        millis.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
        check(answer, curve, KEYS.get(curve), digest(MESSAGE));
        assertNobodyIsAtFault(answer);
        assertEquals(1, answer.json().path("generation").asInt());
      }
    }
    System.out.println("one signature after another, ms, " + Moduli.SET + ": " + millis);
  }

  @Test
  @Order(1)
  void signsDigestsOfAllLengthsUnderDerivedKeysAndInDer() throws DecodingException {
    byte[] digest = digest(MESSAGE);
    check(sign(keeper(1), request("P256", digest)), "P256", KEYS.get("P256"), digest);
    byte[] longer = Arrays.copyOf(digest, 64);
    check(sign(keeper(2), request("P256", longer)), "P256", KEYS.get("P256"), digest);
    Answer shown = keeper(1).get("/publicKey?keyId=" + keyId("SECP256K1") + "&tweak=orders/7");
    byte[] derived = Base64.getDecoder().decode(shown.text("data64"));
    assertFalse(Arrays.equals(KEYS.get("SECP256K1"), derived));
    check(
        sign(keeper(3), hashed("SECP256K1", MESSAGE).put("tweak", "orders/7")),
        "SECP256K1",
        derived,
        digest);
    byte[] der = signature(sign(keeper(1), hashed("SECP256K1", MESSAGE).put("encoding", "DER")));
    assertTrue(OutsideEcdsa.SECP256K1.verify(KEYS.get("SECP256K1"), digest, der));
    assertTrue(verified("DER", der, MESSAGE));
    assertFalse(verified("DER", der, "pay 8 to Ada"));
    assertFalse(verified("RECOVERABLE", der, MESSAGE));
  }

  private static boolean verified(String encoding, byte[] signature, String message) {
    ObjectNode request =
        object()
            .put("keyId", keyId("SECP256K1"))
            .put("sigType", "ECDSA")
            .put("data64", message.getBytes(StandardCharsets.UTF_8))
            .put("hash", true)
            .put("encoding", encoding)
            .put("signature64", signature);
    Answer answer = keeper(2).post("/sign/verify", request.toString());
    assertEquals(200, answer.status(), answer.text());
    return answer.json().path("valid").booleanValue();
  }

  /** The key pair of RFC 6979 appendix A.2.5. */
  @Test
  @Order(1)
  void anImportedKeySignsUnderThePublicKeyThatItAlwaysHad() throws DecodingException {
    String privateKey = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
    String publicKey = "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
    ObjectNode store = object().put("keyId", keyId("imported")).put("curve", "P256");
    store.put("value64", HexFormat.of().parseHex(privateKey));
    Answer stored = keeper(2).post("/storage/store", store.toString());
    assertEquals(200, stored.status(), stored.text());
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      Answer answer = sign(coordinator, hashed("imported", MESSAGE));
      check(answer, "P256", HexFormat.of().parseHex(publicKey), digest(MESSAGE));
      assertNobodyIsAtFault(answer);
    }
  }

  @Test
  @Order(1)
  void coordinatorAndParticipantRecordTheOperation() {
    Answer answer = sign(keeper(1), hashed("SECP256K1", "recorded"));
    JsonNode outcome = Audit.checkOutcome(keeper(1), "sign", answer);
    assertEquals("GG20", outcome.path("crypto").path("algo").asText());
    String operationId = answer.text("operationId");
    List<KeeperUnderTest> asked =
        Stream.of(keeper(2), keeper(3))
            .filter(peer -> !Audit.records(peer, operationId).isEmpty())
            .toList();
    assertEquals(1, asked.size());
    Audit.checkGoodPart(asked.get(0), "sign", operationId);
  }

  static Stream<Arguments> refused() {
    byte[] digest = digest(MESSAGE);
    ObjectNode two = request("P256", digest);
    ((ObjectNode) two.get("operations")).put("op-2", digest);
    ObjectNode context = request("SECP256K1", digest);
    context.putObject("context").put("kind", "BIP340");
    return Stream.of(
        Arguments.of(400, "TOO_MANY_OPERATIONS", two),
        Arguments.of(400, "INVALID_REQUEST_BODY", context),
        Arguments.of(400, "INVALID_REQUEST_BODY", request("P256", new byte[31])),
        Arguments.of(400, "INVALID_TWEAK", request("P256", digest).put("tweak", "M")),
        Arguments.of(404, "KEY_NOT_FOUND", request("P256", digest).put("keyId", "nobody:knows")),
        Arguments.of(422, "CURVE_MISMATCH", request("ED25519", digest)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  @Order(1)
  void saysWhatItDoesNotSign(int status, String errorType, ObjectNode request) {
    Problems.check(
        keeper(1).post("/sign", request.toString()), status, errorType, "/v1/keeper/sign");
  }

  @Test
  @Order(2)
  void threeCoordinatorsSignAtTheSameTimeAndNobodyIsDead() throws DecodingException {
    ExecutorService clients = Executors.newFixedThreadPool(3 * CLIENTS);
    Map<Integer, List<CompletableFuture<Long>>> requests = new HashMap<>();
    List<String> faults = Collections.synchronizedList(new ArrayList<>());
    long begun = System.nanoTime();
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      for (int client = 0; client < CLIENTS; client++) {
        int number = client;
        requests
            .computeIfAbsent(CLUSTER.keepers().indexOf(coordinator), k -> new ArrayList<>())
            .add(
                CompletableFuture.supplyAsync(
                    () -> signInTurn(coordinator, number, faults), clients));
      }
    }
    long signatures =
        requests.values().stream().flatMap(List::stream).mapToLong(CompletableFuture::join).sum();
    clients.shutdown();
    assertEquals(3L * REQUESTS, signatures);
    assertEquals(List.of(), faults);
    System.out.printf(
        "%d ECDSA signatures by three coordinators in %d ms%n",
        signatures, Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }

  private static long signInTurn(KeeperUnderTest coordinator, int client, List<String> faults) {
    long done = 0;
    for (int request = client; request < REQUESTS; request += CLIENTS) {
      String message = coordinator.name() + " " + request;
      Answer answer = sign(coordinator, hashed("SECP256K1", message));
      try {
        check(answer, "SECP256K1", KEYS.get("SECP256K1"), digest(message));
      } catch (DecodingException e) {
        throw new AssertionError(e);
      }
      faults.addAll(Faults.of(answer));
      if (answer.json().path("attempts").asInt() != 1) {
        faults.add(answer.text());
      }
      done++;
    }
    return done;
  }

  @Test
  @Order(3)
  void aDeadKeeperIsNamedAndTheOthersSignAndNoModuliAreSetUpWithoutIt()
      throws ClusterFailure, DecodingException {
    CLUSTER.running(1, 2);

    Answer answer = sign(keeper(1), hashed("SECP256K1", "without keeper-3"));

    check(answer, "SECP256K1", KEYS.get("SECP256K1"), digest("without keeper-3"));
    Faults.checkKnownDead(answer, "keeper-3");
    assertEquals(List.of("keeper-3"), answer.list("dead"));
    Moduli.awaitMade(CLUSTER, 1, 2);
    Answer failed = keeper(1).post("/control/moduli", "{}");
    Problems.check(failed, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/control/moduli");
    assertEquals(List.of("keeper-3"), failed.list("dead"));
    assertEquals(1, Moduli.of(keeper(2)).path("epoch").asInt());
  }

  @Test
  @Order(4)
  void moduliOutliveARestart() throws ClusterFailure, DecodingException {
    keeper(2).kill();
    CLUSTER.running(1, 2, 3);

    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      assertEquals(1, Moduli.of(keeper).path("epoch").asInt(), keeper.name());
    }
    Answer answer = sign(keeper(2), hashed("P256", "after a restart"));
    check(answer, "P256", KEYS.get("P256"), digest("after a restart"));
    assertNobodyIsAtFault(answer);
  }

  @Test
  @Order(5)
  void anOperatorHasTheModuliRenewed() throws DecodingException {
    Moduli.awaitMade(CLUSTER, 1, 2, 3);

    Answer renewed = Moduli.renew(keeper(2));

    assertEquals(200, renewed.status(), renewed.text());
    int epoch = renewed.json().path("epoch").asInt();
    assertTrue(epoch > 1, renewed.text()); // those that failed in EcdsaLabIT are used up
    assertEquals(Moduli.SET, renewed.text("set"));
    assertEquals(32, Base64.getDecoder().decode(renewed.text("bundleHash64")).length);
    Audit.checkOutcome(keeper(2), "aux", renewed);
    Audit.checkGoodPart(keeper(3), "aux", renewed.text("operationId"));
    Moduli.awaitEpoch(CLUSTER, epoch);
    Answer answer = sign(keeper(3), hashed("SECP256K1", "under new moduli"));
    check(answer, "SECP256K1", KEYS.get("SECP256K1"), digest("under new moduli"));
    assertNobodyIsAtFault(answer);
    Answer denied =
        keeper(1)
            .send(
                keeper(1)
                    .client("/control/moduli")
                    .setHeader("X-DEV-TOKEN", "tagma-auditor")
                    .POST(BodyPublishers.ofString("{}"))
                    .build());
    Problems.check(denied, 403, "NOT_ENOUGH_PERMISSIONS", "/v1/keeper/control/moduli");
  }
}
