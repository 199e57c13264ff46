package org.tagma.threshold.cipher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.kat.KnownAnswers;

class CipherTest {
  @Test
  void derivesThePublishedKeys() {
    int done = 0;
    for (JsonNode group :
        KnownAnswers.published("wycheproof/hkdf_sha256_test.json").get("testGroups")) {
      for (JsonNode test : group.get("tests")) {
        int size = test.get("size").asInt();
        if (test.get("result").asText().equals("invalid")) {
          assertThrows(IllegalArgumentException.class, () -> derive(test, size));
        } else {
          assertArrayEquals(hex(test, "okm"), derive(test, size), test.get("tcId")::toString);
        }
        done++;
      }
    }
    assertTrue(done > 50, "only " + done);
  }

  private static byte[] derive(JsonNode test, int size) {
    return Hkdf.sha256(hex(test, "salt"), hex(test, "ikm"), hex(test, "info"), size);
  }

  @Test
  void sealsAndOpensThePublishedMessages() {
    int done = 0;
    for (JsonNode group :
        KnownAnswers.published("wycheproof/aes_gcm_test.json").get("testGroups")) {
      boolean ours =
          group.get("keySize").asInt() == 8 * AesGcm.KEY
              && group.get("ivSize").asInt() == 8 * AesGcm.NONCE
              && group.get("tagSize").asInt() == 8 * AesGcm.TAG;
      if (ours) {
        for (JsonNode test : group.get("tests")) {
          assertSealed(test);
          done++;
        }
      }
    }
    assertTrue(done > 30, "only " + done);
  }

  private static void assertSealed(JsonNode test) {
    byte[] key = hex(test, "key");
    byte[] nonce = hex(test, "iv");
    byte[] aad = hex(test, "aad");
    byte[] sealed = HexFormat.of().parseHex(test.get("ct").asText() + test.get("tag").asText());
    if (test.get("result").asText().equals("valid")) {
      assertArrayEquals(sealed, AesGcm.seal(key, nonce, hex(test, "msg"), aad));
      assertArrayEquals(hex(test, "msg"), AesGcm.open(key, nonce, sealed, aad).orElseThrow());
    } else {
      assertTrue(AesGcm.open(key, nonce, sealed, aad).isEmpty(), test.get("tcId")::toString);
    }
  }

  @Test
  void opensNothingShorterThanATag() {
    byte[] none = new byte[0];
    assertTrue(AesGcm.open(new byte[32], new byte[12], new byte[AesGcm.TAG - 1], none).isEmpty());
    assertThrows(
        IllegalArgumentException.class, () -> AesGcm.seal(new byte[16], new byte[12], none, none));
    assertEquals(AesGcm.TAG, AesGcm.seal(new byte[32], new byte[12], none, none).length);
  }

  private static byte[] hex(JsonNode node, String name) {
    return HexFormat.of().parseHex(node.get(name).asText());
  }

  /** RFC 8439 section 2.8.2. */
  @Test
  void sealsAndOpensThePublishedMessageWithChaCha() {
    byte[] key =
        HexFormat.of().parseHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    byte[] nonce = HexFormat.of().parseHex("070000004041424344454647");
    byte[] aad = HexFormat.of().parseHex("50515253c0c1c2c3c4c5c6c7");
    byte[] plaintext =
        ("Ladies and Gentlemen of the class of '99: If I could offer you "
                + "only one tip for the future, sunscreen would be it.")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] sealed = Aead.CHACHA20_POLY1305.seal(key, nonce, plaintext, aad);
    String hex = HexFormat.of().formatHex(sealed);
    assertTrue(hex.startsWith("d31a8d34648e60db7b86afbc53ef7ec2"), hex);
    assertTrue(hex.endsWith("1ae10b594f09e26a7e902ecbd0600691"), hex);
    assertArrayEquals(
        plaintext, Aead.CHACHA20_POLY1305.open(key, nonce, sealed, aad).orElseThrow());
    assertTrue(Aead.AES_GCM.open(key, nonce, sealed, aad).isEmpty());
    for (int at = 0; at < sealed.length; at++) {
      sealed[at] ^= 1;
      assertTrue(Aead.CHACHA20_POLY1305.open(key, nonce, sealed, aad).isEmpty(), "byte " + at);
      sealed[at] ^= 1;
    }
    assertTrue(Aead.CHACHA20_POLY1305.open(key, nonce, new byte[15], aad).isEmpty());
  }
}
