package org.tagma.protocols.keeper;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.frost.FrostRequest;
import org.tagma.threshold.frost.FrostSuite;
import org.tagma.threshold.frost.SigningContext;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Rehearsal;

/**
 * Every suite once through the whole engine, with throwaway keys; the results are verified on the
 * way. Repeated, it warms the code up: a cold JVM's first rounds come near the deadlines.
 */
final class SelfTest {
  private static final String KEY = "self-test";
  private static final String MESSAGE = "self-test";

  private final SecureRandom random = new SecureRandom();

  /**
   * Makes one key on every suite's curve, and signs so many times with each.
   *
   * @throws IllegalStateException when something does not work
   */
  void run(int signatures) {
    for (FrostSuite suite : FrostSuite.all()) {
      Rehearsal rehearsal = new Rehearsal(2, 3, random);
      Rehearsal.Played made =
          rehearsal.play(
              new Dkg(),
              Dkg.suite(suite.curve()),
              Session.request(DkgRequest.OP, keyRequest(suite)),
              List.of(1, 2, 3),
              Optional.empty(),
              Map.of());
      CertificateContent certificate = ((Certificate) made.result()).content();
      for (int i = 0; i < signatures; i++) {
        rehearsal.play(
            new Frost(),
            suite.contextString(),
            Session.request(FrostRequest.OP, signRequest(suite)),
            List.of(1, 2 + i % 2),
            Optional.of(certificate),
            made.shares());
      }
      made.shares().values().forEach(KeyShare::destroy);
    }
  }

  private static ObjectNode keyRequest(FrostSuite suite) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("keyId", KEY)
        .put("curve", suite.curve().apiName())
        .put("mode", "CREATE");
  }

  private static ObjectNode signRequest(FrostSuite suite) {
    ObjectNode request =
        JsonNodeFactory.instance.objectNode().put("keyId", KEY).put("algorithm", "FROST");
    String message = Base64.getEncoder().encodeToString(MESSAGE.getBytes(StandardCharsets.UTF_8));
    request.putObject("operations").put("operation", message);
    if (suite == FrostSuite.BIP340) {
      request.put("hash", true).putObject("context").put("kind", SigningContext.Kind.BIP340.name());
    }
    return request;
  }
}
