package org.tagma.threshold.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.message.RoundRequest;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Bytes;

/** Another implementation of JOSE verifies what keepers sign, and keepers verify what it signs. */
class JoseInteropTest {
  private final SimulatedCluster cluster = FrostOperation.cluster(1, 2, 3);

  private static JsonWebSignature jose(String compact, KeeperIdentity signer) throws JoseException {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA));
    jws.setCompactSerialization(compact);
    jws.setKey(JsonWebKey.Factory.newJwk(signer.publicKey().jwk().toString()).getKey());
    return jws;
  }

  @Test
  void jose4jVerifiesEnvelopes() throws JoseException {
    StagedSession staged = StagedSession.of(cluster, FrostOperation.sign(cluster), 1, 1, 2);
    Inbox inbox = staged.play();
    for (int round = 1; round <= 2; round++) {
      for (int member : inbox.session().members()) {
        String compact = staged.envelope(round, member).signed().compact();
        KeeperIdentity signer = cluster.keeper(member).identity();
        JsonWebSignature jws = jose(compact, signer);
        assertTrue(jws.verifySignature());
        assertEquals("tagma-env+jws", jws.getHeader("typ"));
        assertEquals(signer.publicKey().kid(), jws.getKeyIdHeaderValue());
        assertEquals(
            new String(
                staged.envelope(round, member).signed().payload().toArray(),
                StandardCharsets.UTF_8),
            jws.getPayload());
        assertFalse(jose(compact, cluster.keeper(3).identity()).verifySignature());
      }
    }
  }

  @Test
  void jose4jVerifiesOtherSignedMessages() throws JoseException {
    KeeperIdentity signer = cluster.keeper(1).identity();
    RoundRequest request = new RoundRequest(Bytes.of(new byte[32]), 1, java.util.List.of());
    String compact = Signed.sign(signer, cluster.cluster().id(), 2, request).compact();
    JsonWebSignature jws = jose(compact, signer);
    assertTrue(jws.verifySignature());
    assertEquals("tagma-round+jws", jws.getHeader("typ"));
  }

  @Test
  void keepersVerifyWhatJose4jSigns() throws JoseException, DecodingException {
    KeeperIdentity signer = cluster.keeper(1).identity();
    ObjectNode jwk = JsonNodeFactory.instance.objectNode().setAll(signer.privateJwk());
    OctetKeyPairJsonWebKey key = (OctetKeyPairJsonWebKey) JsonWebKey.Factory.newJwk(jwk.toString());
    JsonWebSignature jws = new JsonWebSignature();
    jws.setHeader("alg", "EdDSA");
    jws.setHeader("kid", signer.publicKey().kid());
    jws.setHeader("typ", "tagma-env+jws");
    jws.setPayload("{\"a\":1}");
    jws.setKey(key.getPrivateKey());
    String compact = jws.getCompactSerialization();
    assertTrue(Jws.parse(compact).isSignedBy(signer.publicKey()));
    byte[] payload = "{\"a\":1}".getBytes(StandardCharsets.US_ASCII);
    assertEquals(Jws.sign(signer, "tagma-env+jws", payload), compact);
  }
}
