package org.tagma.protocols.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.ecies.Ciphertext;
import org.tagma.threshold.ecies.DecryptRequest;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.importing.ImportRequest;
import org.tagma.threshold.repair.RepairRequest;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;

/** The digests are those of the program in the README, section "Tokens for one request". */
class TokenBindingTest {
  private static final String CIPHERTEXT =
      "BQAAAAQAAAABBAAAAA5lY2llcy1wbGFpbi12MQQAAAAac2VjcDI1NmsxLXNoYTUxMi1hZXMyNTZnY20EAAAADm9y"
          + "ZGVyczphcmNoaXZlAwAAACECeb5mfvncu6xVoGKVzocLBwKb/NstzijZWfKBWxb4F5gBAAAAIAcHBwcHBwcH"
          + "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHAQAAABQJCQkJCQkJCQkJCQkJCQkJCQkJCQ==";

  private static ObjectNode json(String text) throws DecodingException {
    return (ObjectNode) Jcs.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static TokenBinding binding(String digest) throws DecodingException {
    return new TokenBinding("token", Bytes.empty(), Bytes.fromBase64Url(digest), 1);
  }

  private static void assertDigest(String expected, ObjectNode sessionRequest)
      throws DecodingException {
    assertEquals(expected, TokenBinding.digest(sessionRequest).base64Url());
    assertTrue(binding(expected).fits(sessionRequest), expected);
  }

  @Test
  void isTheDigestOfOperationAndBodyInWhateverOrderTheBodyIs() throws DecodingException {
    String digest = "CSGqBZ9fbshqO-LbN8SgxchDBQLB29J7IB8XWpVT1Yo";
    String operations = "'operations':{'order-17':'aGVsbG8='}";
    String body = "{'keyId':'orders:signing','algorithm':'FROST'," + operations + "}";
    assertDigest(digest, Session.request("sign", json(body)));
    String reordered = "{ " + operations + ", 'algorithm':'FROST','keyId':'orders:signing'}";
    assertDigest(digest, Session.request("sign", json(reordered)));
    TokenBinding token = binding(digest);
    assertFalse(token.fits(Session.request("dkg", json(body))), "another operation");
    assertFalse(token.fits(Session.request("sign", json(body.replace("FROST", "GG20")))));
    assertFalse(token.fits(json(body)), "the body alone");
  }

  @Test
  void isOfTheHeaderOfACiphertextThatKeepersSee() throws DecodingException {
    ObjectNode body =
        json("{'keyId':'orders:archive','ciphertext64':'" + CIPHERTEXT + "','label':'order-17'}");
    Ciphertext ciphertext = Ciphertext.decode(Base64.getDecoder().decode(CIPHERTEXT));
    assertDigest(
        "pfRT_4EGGSbOXycUL6NFp2p-k1-R___wI3o_jsngQcI", DecryptRequest.of(body, ciphertext));
  }

  @Test
  void isOfTheKeyAloneWhereAKeeperToRepairIsTheCoordinatorsChoice() throws DecodingException {
    String digest = "2LK--DJ3vJsIn84wOvbz0FFqMXU9_1SWJK6mSYYi79s";
    assertDigest(digest, RepairRequest.asked("orders:signing"));
    assertDigest(digest, new RepairRequest("orders:signing", 2).toSessionRequest());
  }

  @Test
  void isOfThePublicKeyWhereThePrivateOneIsTheDealersAlone() throws Exception {
    String publicKey = "J4EX/BRMcjQPZ9DyMW6Dhs7/vyskKMnFH+98WX8dQm4=";
    String digest = "VjmY65Rg2H_R80lBcTQu-p5wTaXvnBu4NM6_NTxQPws";
    String body = "{'keyId':'orders:imported','curve':'ED25519','value64':'%s'}";
    assertDigest(digest, Session.request("storage/store", json(body.formatted(publicKey))));
    ObjectNode redacted = json(body.formatted(ImportRequest.redacted(new byte[32])));
    Curve curve = Curve.named("ED25519");
    Point point = curve.decodePoint(Base64.getDecoder().decode(publicKey));
    assertDigest(digest, ImportRequest.of(redacted, 1, point));
    assertDigest(digest, ImportRequest.of(redacted, 2, point));
    TokenBinding token = binding(digest);
    assertFalse(token.fits(ImportRequest.of(redacted, 1, point.plus(point))), "another key");
    ObjectNode malformed = ImportRequest.of(redacted, 1, point).put("publicKey", "!");
    assertFalse(token.fits(malformed));
  }

  @Test
  void whatShowsThatATokenWasSeenIsOfOneUseAndNeedsTheToken() {
    Bytes content = Bytes.of(new byte[32]);
    TokenBinding token = new TokenBinding("token", content, content, 1);
    Bytes proof = token.proof("keeper-1", "op-1");
    assertEquals(proof, new TokenBinding("token", content, content, 2).proof("keeper-1", "op-1"));
    assertNotEquals(proof, token.proof("keeper-2", "op-1"));
    assertNotEquals(proof, token.proof("keeper-1", "op-2"));
    assertNotEquals(proof, new TokenBinding("token", proof, content, 1).proof("keeper-1", "op-1"));
    assertEquals("TokenBinding[token]", token.toString(), "it does not show what proves it");
  }
}
