package org.tagma.threshold.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.wire.SignedPayload;

/** The steps that docs/evidence.md gives an auditor, with a JOSE library that is not ours. */
class EvidencePageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SimulatedCluster cluster = FrostOperation.cluster(9, 2, 3);
  private final StagedSession staged =
      StagedSession.of(cluster, FrostOperation.sign(cluster), 1, 1, 2);

  @Test
  void provesAnEquivocationByHand() throws Exception {
    staged.play();
    ObjectNode other = SignedPayload.of(staged.envelope(1, 2));
    other.withObject("/body").put("extra", 1);
    Evidence evidence = equivocation(SignedPayload.sign(cluster.keeper(2).identity(), other));

    assertEquals(Finding.PROVED, cluster.verifier().verify(evidence));
    assertTrue(byHand(evidence));
  }

  @Test
  void provesNothingByHandFromOneMessageTwiceOrAnothersSignature() throws Exception {
    staged.play();

    assertFalse(byHand(equivocation(staged.envelope(1, 2).signed().compact())));
    ObjectNode other = SignedPayload.of(staged.envelope(1, 2));
    other.withObject("/body").put("extra", 1);
    assertFalse(byHand(equivocation(SignedPayload.sign(cluster.keeper(1).identity(), other))));
  }

  private Evidence equivocation(String second) {
    return new Evidence(
        "ENVELOPE.EQUIVOCATION",
        2,
        staged.session().preimage(),
        Optional.empty(),
        Optional.empty(),
        List.of(staged.envelope(1, 2).signed().compact(), second),
        List.of());
  }

  private boolean byHand(Evidence evidence) throws Exception {
    JsonNode bundle = JSON.readTree(evidence.toJson().toString());
    JsonNode trust = JSON.readTree(cluster.cluster().toJson().toString());
    String accused = bundle.get("accused").asText();
    PublicJsonWebKey key = null;
    for (JsonNode keeper : trust.get("keepers")) {
      if (keeper.get("id").asText().equals(accused)) {
        key = PublicJsonWebKey.Factory.newPublicJwk(keeper.get("identityJwk").toString());
      }
    }
    String kid = accused + "#" + key.calculateBase64urlEncodedThumbprint("SHA-256");
    List<String> payloads = new ArrayList<>();
    for (JsonNode compact : bundle.get("envelopes")) {
      JsonWebSignature jws = new JsonWebSignature();
      jws.setCompactSerialization(compact.asText());
      jws.setKey(key.getPublicKey());
      if (!kid.equals(jws.getKeyIdHeaderValue())
          || !"tagma-env+jws".equals(jws.getHeader("typ"))
          || !jws.verifySignature()) {
        return false;
      }
      payloads.add(jws.getPayload());
    }
    JsonNode first = JSON.readTree(payloads.get(0));
    JsonNode second = JSON.readTree(payloads.get(1));
    return List.of("sid", "round", "kind", "to").stream()
            .allMatch(m -> first.get(m).equals(second.get(m)))
        && !payloads.get(0).equals(payloads.get(1));
  }
}
