package org.tagma.threshold.cipher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
}
