package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.server.cluster.TestPki;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.wire.Jws;

/** Keepers that talk over mutual TLS, with the PKI of {@code tagma up --tls}. */
@Order(66)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TlsIT {
  @RegisterExtension
  static final LocalClusterUnderTest CLUSTER =
      LocalClusterUnderTest.of(2, 3)
          .withTls()
          .with("tagma.deadline.probe", "1800")
          .with("tagma.deadline.frost", "2800")
          .with("tagma.deadline.dkg", "9000")
          .with("tagma.hedge.factor", "0");

  private static final String PROBE = "/peer/v1/probe";
  private static final Duration DAY = Duration.ofDays(1);
  private static KeyUnderTest key;

  @BeforeEach
  void makeKey() {
    if (key == null) {
      key = KeyUnderTest.create(CLUSTER.keeper(1), "tls-it");
    }
  }

  @Test
  @Order(1)
  void keepersSignOverTls() {
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      Answer answer = key.sign(coordinator, "over TLS");
      key.check(answer, "over TLS");
      assertEquals(List.of(), answer.list("dead"));
      assertTrue(coordinator.log().contains("peers https://127.0.0.1:"));
    }
  }

  @Test
  @Order(1)
  void whoShowsNoCertificateOrOneOfAnotherAuthorityIsNotHeard() throws Exception {
    Path elsewhere = Directories.empty("tls-it-elsewhere");
    TestPki other = TestPki.in(elsewhere, Optional.empty());
    Instant now = Instant.now();
    other.issue("keeper-2", "127.0.0.1", now.minus(DAY), now.plus(DAY));

    assertEquals(400, probe(pki(), Optional.of("keeper-2"), "{}").status());
    assertThrows(IOException.class, () -> probe(pki(), Optional.empty(), "{}"));
    assertThrows(IOException.class, () -> probe(elsewhere, Optional.of("keeper-2"), "{}"));
  }

  @Test
  @Order(1)
  void aMessageOverTheCertificateOfAnotherIsRefusedAndRecordedOnce() throws Exception {
    String body = JsonNodeFactory.instance.objectNode().put("probe", signedByKeeper3()).toString();

    Answer first = probe(pki(), Optional.of("keeper-2"), body);
    Answer second = probe(pki(), Optional.of("keeper-2"), body);

    for (Answer answer : List.of(first, second)) {
      Problems.check(answer, 403, "ACCESS_DENIED", PROBE);
      assertEquals(
          "the certificate is of keeper-2, the message of keeper-3", answer.text("detail"));
      assertEquals(List.of(), answer.list("imposters"));
    }
    List<JsonNode> denied =
        Audit.trail(CLUSTER.keeper(1)).stream()
            .filter(record -> record.path("event").asText().equals("DENIED"))
            .toList();
    assertEquals(1, denied.size(), denied::toString);
    assertEquals("CN=keeper-2", denied.get(0).path("auth").path("subject").asText());
    assertEquals(403, denied.get(0).path("outcome").path("statusCode").asInt());
    assertEquals(
        "the certificate is of keeper-2, the message of keeper-3; refused since the last record: 1",
        denied.get(0).path("outcome").path("details").asText());
    assertEquals(400, probe(pki(), Optional.of("keeper-3"), body).status());
  }

  @Test
  @Order(2)
  void aKeeperWhoseCertificateHasEndedIsDeadUntilItIsRenewed() throws Exception {
    Instant now = Instant.now();
    restartKeeper3(now.minus(DAY.multipliedBy(9)), now.minus(DAY));

    assertTrue(CLUSTER.keeper(3).log().contains("the certificate of keeper-3 ends at"));
    for (KeeperUnderTest coordinator : List.of(CLUSTER.keeper(1), CLUSTER.keeper(2))) {
      Answer answer =
          Eventually.value(
              KeeperUnderTest.PATIENCE,
              () -> key.sign(coordinator, "without keeper-3"),
              a -> Faults.of(a).equals(List.of("keeper-3 DEAD TLS_FAILED")));
      key.check(answer, "without keeper-3");
      assertEquals(List.of("keeper-3"), answer.list("dead"));
      assertEquals(List.of(), answer.list("imposters"));
      Audit.checkOutcome(coordinator, "sign", answer);
    }
    CLUSTER.keeper(3).awaitSeeing(CLUSTER.keeper(1), "UNAVAILABLE");
    CLUSTER.keeper(3).awaitSeeing(CLUSTER.keeper(2), "UNAVAILABLE");
    Answer alone = CLUSTER.keeper(3).get("/system/ready");
    assertEquals(503, alone.status(), alone.text());

    restartKeeper3(now.minus(DAY), now.plus(DAY));
    CLUSTER.running(1, 2, 3);
    Answer answer = key.sign(CLUSTER.keeper(3), "with a new certificate");
    key.check(answer, "with a new certificate");
    assertEquals(List.of(), answer.list("dead"));
  }

  private static void restartKeeper3(Instant from, Instant to) throws IOException, ClusterFailure {
    CLUSTER.keeper(3).kill();
    TestPki.in(pki(), Optional.empty()).issue("keeper-3", "127.0.0.1", from, to);
    CLUSTER.keeper(3).startUnready();
  }

  private static Path pki() {
    return CLUSTER.home().resolve("tls");
  }

  /** No probe, but a message all the same. */
  private static String signedByKeeper3() throws IOException, DecodingException {
    Path file = CLUSTER.keeper(3).directory().resolve("identity.jwk");
    JsonNode jwk = new ObjectMapper().readTree(Files.readAllBytes(file));
    return Jws.sign(
        KeeperIdentity.fromJwk(3, jwk), "tagma-probe+jws", "{}".getBytes(StandardCharsets.UTF_8));
  }

  /** Posts to keeper 1 with the certificate that this directory has of a keeper, or with none. */
  private static Answer probe(Path directory, Optional<String> holder, String body)
      throws IOException, GeneralSecurityException, InterruptedException {
    char[] password = Files.readString(TestPki.password(directory)).strip().toCharArray();
    KeyManager[] keys = null;
    if (holder.isPresent()) {
      KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
      own.init(open(TestPki.keyStore(directory, holder.get()), password), password);
      keys = own.getKeyManagers();
    }
    char[] trusted = Files.readString(TestPki.password(pki())).strip().toCharArray();
    TrustManagerFactory authorities = TrustManagerFactory.getInstance("PKIX");
    authorities.init(open(TestPki.trustStore(pki()), trusted));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, authorities.getTrustManagers(), null);
    URI address = CLUSTER.keeper(1).peerAddress().resolve(PROBE);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return Answer.of(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(context)
            .build()
            .send(request, BodyHandlers.ofString()));
  }

  private static KeyStore open(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(file)) {
      store.load(content, password);
    }
    return store;
  }
}
