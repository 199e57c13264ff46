package org.tagma.threshold.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.cipher.Aead;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.ecies.AssociatedData;
import org.tagma.threshold.ecies.Ciphertext;
import org.tagma.threshold.ecies.DecryptRequest;
import org.tagma.threshold.ecies.Ecies;
import org.tagma.threshold.ecies.EncryptionKey;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.frost.FrostRequest;
import org.tagma.threshold.frost.FrostSuite;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.refresh.Refresh;
import org.tagma.threshold.refresh.RefreshRequest;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.Weather;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Verdict;

/** A key's policy is certified with it, and every keeper enforces it by itself. */
class KeyPolicyTest {
  private static final String KEY = "team:timed";
  private static final Curve CURVE = Curve.named("SECP256K1");
  private static final long HOUR = 3_600_000;

  private final SimulatedCluster cluster =
      new SimulatedCluster(7, 2, 3, List.of(new Dkg(), new Refresh(), new Frost(), new Ecies()));
  private final long start = cluster.clock().now();

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) Jcs.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPolicy policy(String text) throws DecodingException {
    return KeyPolicy.fromJson(json(text));
  }

  private static String until(String use, long moment) {
    return "'" + use + "':{'unit':'MILLISECONDS','notAfter':" + moment + "}";
  }

  private CertificateContent made(String mode, String usage, String policy) {
    return ((Certificate) run(making(mode, usage, policy)).result().orElseThrow()).content();
  }

  private Operation making(String mode, String usage, String policy) {
    ObjectNode request = json("{}");
    request.put("keyId", KEY).put("curve", CURVE.apiName()).put("mode", mode);
    if (!mode.equals(RefreshRequest.MODE)) {
      request.put("usage", usage).set("policy", json(policy));
    }
    Optional<CertificateContent> old = active();
    Protocol protocol = mode.equals(RefreshRequest.MODE) ? new Refresh() : new Dkg();
    Operation operation =
        operation(
            protocol, Dkg.suite(CURVE), old, Session.request(DkgRequest.OP, request), 120_000);
    return generation(operation, old.map(CertificateContent::generation).orElse(0) + 1);
  }

  private Optional<CertificateContent> active() {
    return cluster.keeper(1).storage().active(KEY);
  }

  private Operation operation(
      Protocol protocol,
      String suite,
      Optional<CertificateContent> certificate,
      ObjectNode request,
      long budget) {
    return cluster.operation(protocol, suite, KEY, certificate, request, budget);
  }

  private static Operation generation(Operation same, int generation) {
    return with(same, generation, same.credential());
  }

  private static Operation bound(Operation same) {
    return with(same, same.generation(), SimulatedCluster.BOUND);
  }

  private static Operation with(Operation same, int generation, String credential) {
    return new Operation(
        same.operationId(),
        same.protocol(),
        same.suite(),
        same.keyId(),
        generation,
        same.certificate(),
        same.holders(),
        same.threshold(),
        same.request(),
        credential,
        same.budgetMillis());
  }

  private Outcome run(Operation operation) {
    return cluster.run(1, operation, cluster.network(1, Weather.CALM));
  }

  private Outcome sign(CertificateContent certificate) {
    return run(signing(certificate));
  }

  private Operation signing(CertificateContent certificate) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("keyId", KEY).put("algorithm", "FROST");
    request.putObject("operations").put("a", "YQ==");
    return operation(
        new Frost(),
        FrostSuite.SECP256K1.contextString(),
        Optional.of(certificate),
        Session.request(FrostRequest.OP, request),
        30_000);
  }

  private Outcome decrypt(CertificateContent certificate) {
    return run(decrypting(certificate));
  }

  private Operation decrypting(CertificateContent certificate) {
    Ciphertext ciphertext =
        EncryptionKey.of(certificate)
            .encrypt(
                Aead.AES_GCM, new byte[] {1}, AssociatedData.NONE, new SeededRandom(1, "text"));
    Operation operation =
        operation(
            new Ecies(),
            ciphertext.header().suite().name(),
            Optional.of(certificate),
            DecryptRequest.of(json("{'keyId':'" + KEY + "'}"), ciphertext),
            30_000);
    return generation(operation, certificate.generation());
  }

  private static void assertDone(Outcome outcome) {
    assertTrue(outcome.result().isPresent(), () -> "failed: " + outcome.failure());
    assertEquals(List.of(), outcome.ledger().faults());
  }

  /** Nobody is named: everybody who was asked says that the policy forbids it. */
  private static void assertForbidden(Outcome outcome) {
    assertTrue(outcome.result().isEmpty());
    assertEquals(Set.of(), outcome.ledger().imposters());
    assertEquals(Set.of(), outcome.ledger().dead());
    assertTrue(outcome.ledger().refused().size() >= 2, outcome.ledger().refused().toString());
    outcome
        .ledger()
        .faults()
        .forEach(
            fault ->
                assertEquals(
                    RefusalReason.POLICY,
                    ((Verdict.Refused) fault.verdict()).reason(),
                    "" + fault));
  }

  @Test
  void isCertifiedWithTheKey() throws DecodingException {
    String policy = "{" + until("apply", start + HOUR) + "}";
    CertificateContent content = made("CREATE", "SIGN", policy);
    assertEquals(Optional.of(policy(policy)), content.policy());
    assertEquals(policy(policy).hash(), content.policyHash());
    assertEquals(32, content.policyHash().length());
    assertEquals(content, CertificateContent.fromJson(content.toJson()));
  }

  @Test
  void aKeySignsUntilItsTimeIsOverAndNotAMillisecondLonger() {
    CertificateContent key = made("CREATE", "SIGN", "{" + until("apply", start + HOUR) + "}");
    cluster.clock().advance(start + HOUR - cluster.clock().now() - 1_000);
    assertDone(sign(key));
    cluster.clock().advance(start + HOUR + 1 - cluster.clock().now());
    assertForbidden(sign(key));
  }

  @Test
  void aKeyDecryptsAfterItsTimeToEncryptUntilThatToDecryptIsOver() {
    CertificateContent key =
        made(
            "CREATE",
            "DECRYPT",
            "{" + until("apply", start + HOUR) + "," + until("process", start + 2 * HOUR) + "}");
    cluster.clock().advance(HOUR + 1);
    assertDone(decrypt(key));
    cluster.clock().advance(HOUR);
    assertForbidden(decrypt(key));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOldKeyDecryptsWhileItsPolicyLetsIt(boolean allowed) {
    CertificateContent old =
        made("CREATE", "DECRYPT", "{'allowHistoricalProcess':" + allowed + "}");
    assertDone(decrypt(old));
    made("ROTATE", "DECRYPT", "{}");
    Outcome outcome = decrypt(old);
    if (allowed) {
      assertDone(outcome);
    } else {
      assertForbidden(outcome);
    }
  }

  @Test
  void theKeyThatFollowsMayForbidThoseBeforeIt() {
    CertificateContent old = made("CREATE", "DECRYPT", "{}");
    CertificateContent next = made("ROTATE", "DECRYPT", "{'allowHistoricalProcess':false}");
    assertForbidden(decrypt(old));
    assertDone(decrypt(next));
  }

  @Test
  void aRefreshKeepsThePolicyAndMakesNothingHistorical() {
    CertificateContent old =
        made(
            "CREATE",
            "DECRYPT",
            "{'allowHistoricalProcess':false," + until("process", start + HOUR) + "}");
    CertificateContent fresh = made(RefreshRequest.MODE, "", "");
    assertEquals(old.policy(), fresh.policy());
    assertDone(decrypt(fresh));
    assertDone(decrypt(old));
    cluster.clock().advance(HOUR + 1);
    assertForbidden(decrypt(fresh));
  }

  @Test
  void aKeyForBoundRequestsSignsForACredentialOfThatRequestAlone() {
    CertificateContent key = made("CREATE", "SIGN", "{'boundRequests':true}");
    assertForbidden(sign(key));
    assertDone(run(bound(signing(key))));
  }

  @Test
  void aKeyForBoundRequestsIsFollowedByAnotherForSuchACredentialOnly() {
    made("CREATE", "SIGN", "{'boundRequests':true}");
    assertForbidden(run(making("ROTATE", "SIGN", "{}")));
    assertDone(run(bound(making("ROTATE", "SIGN", "{}"))));
    assertDone(sign(active().orElseThrow()));
  }

  @Test
  void theKeyThatFollowsMayBindThoseBeforeIt() {
    CertificateContent old = made("CREATE", "DECRYPT", "{}");
    assertDone(decrypt(old));
    made("ROTATE", "DECRYPT", "{'boundRequests':true}");
    assertForbidden(decrypt(old));
    assertDone(run(bound(decrypting(old))));
  }

  @Test
  void aPolicyOfOldHasTheHashItHadBeforeThereWereBoundRequests() throws DecodingException {
    assertEquals("{\"allowHistoricalProcess\":true}", policy("{}").toJson().toString());
    assertEquals(policy("{}").hash(), policy("{'boundRequests':false}").hash());
    KeyPolicy bound = policy("{'boundRequests':true}");
    assertNotEquals(policy("{}").hash(), bound.hash());
    assertEquals(bound, KeyPolicy.fromJson(bound.toJson()));
  }

  @Test
  void readsUnitsAndDefaults() throws DecodingException {
    KeyPolicy seconds = policy("{'process':{'unit':'SECONDS','notAfter':12}}");
    assertEquals(12_000, seconds.process().orElseThrow().epochMillis());
    assertEquals(Optional.empty(), seconds.apply());
    assertTrue(seconds.allowHistoricalProcess());
    assertTrue(seconds.permits(KeyPolicy.Use.PROCESS, 12_000));
    assertEquals(false, seconds.permits(KeyPolicy.Use.PROCESS, 12_001));
    assertTrue(seconds.permits(KeyPolicy.Use.APPLY, Long.MAX_VALUE));
    assertEquals(policy("{}"), policy("{'apply':null,'allowHistoricalProcess':true}"));
    assertEquals(policy("{}").hash(), policy("{'allowHistoricalProcess':true}").hash());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'boundRequests':1}",
        "{'apply':{}}",
        "{'apply':[]}",
        "{'apply':{'unit':'SECONDS'}}",
        "{'apply':{'unit':'HOURS','notAfter':1}}",
        "{'apply':{'unit':'SECONDS','notAfter':0}}",
        "{'apply':{'unit':'SECONDS','notAfter':'1'}}",
        "{'apply':{'unit':'SECONDS','notAfter':253402300800}}",
        "{'apply':{'unit':'MILLISECONDS','notAfter':253402300800000}}",
        "{'apply':{'unit':'SECONDS','notAfter':1,'more':1}}",
        "{'allowHistoricalProcess':'yes'}",
        "{'apply':{'unit':'SECONDS','notAfter':2},'process':{'unit':'SECONDS','notAfter':1}}"
      })
  void refusesWhatIsNoPolicy(String text) {
    assertThrows(DecodingException.class, () -> policy(text));
  }
}
