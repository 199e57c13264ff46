package org.tagma.protocols.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.message.KeyAnswer;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.Weather;
import org.tagma.threshold.transcript.Bytes;

/** Which generation is the key's: certificates decide, however many say something else. */
class KeySurveyTest {
  private static final String KEY = "team:key-1";

  private final SimulatedCluster cluster = new SimulatedCluster(43, 2, 3, List.of(new Dkg()));
  private final KeySurvey survey =
      new KeySurvey(
          null, null, cluster.cluster(), cluster.keeper(1).identity(), cluster.cluster().keyRing());

  private Certificate generated() {
    Curve curve = Curve.named("P256");
    Operation operation =
        cluster.operation(
            new Dkg(),
            Dkg.suite(curve),
            KEY,
            Optional.empty(),
            Session.request(
                DkgRequest.OP,
                JsonNodeFactory.instance
                    .objectNode()
                    .put("keyId", KEY)
                    .put("curve", "P256")
                    .put("mode", "CREATE")),
            120_000);
    return (Certificate)
        cluster.run(1, operation, cluster.network(1, Weather.CALM)).result().orElseThrow();
  }

  private static KeyAnswer says(Certificate certificate) {
    return new KeyAnswer(Bytes.of(new byte[32]), KEY, Optional.of(certificate), true, 0);
  }

  /** The same key in a later generation, as somebody would like it. */
  private static Certificate forged(Certificate certificate) {
    CertificateContent c = certificate.content();
    CertificateContent later =
        new CertificateContent(
            c.cluster(),
            c.sid(),
            c.keyId(),
            c.generation() + 1,
            c.curve(),
            c.usage(),
            c.threshold(),
            c.participants(),
            c.publicKey(),
            c.publicShares(),
            c.policy());
    return new Certificate(later, certificate.envelopes());
  }

  @Test
  void oneCertificateThatProvesItselfOutweighsAllThatDoNot() {
    Certificate made = generated();
    KeyAnswer liar = says(forged(made));
    assertEquals(Optional.of(made), survey.latest(KEY, List.of(liar, says(made), liar)));
    assertEquals(Optional.empty(), survey.latest(KEY, List.of(liar, liar, liar)));
  }

  @Test
  void aCertificateOfAnotherKeyIsNotTaken() {
    assertEquals(Optional.empty(), survey.latest("another", List.of(says(generated()))));
  }
}
