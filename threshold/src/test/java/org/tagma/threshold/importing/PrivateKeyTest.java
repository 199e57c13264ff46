package org.tagma.threshold.importing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.secret.SecretScalar;

class PrivateKeyTest {
  private static final Curve ED25519 = Curve.named("ED25519");

  /** RFC 8032 section 7.1, tests 1 to 3. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
  })
  void aSeedGivesThePublicKeyOfRfc8032(String seed, String publicKey) throws DecodingException {
    byte[] encoded = HexFormat.of().parseHex(seed);
    try (SecretScalar secret = PrivateKey.decode(ED25519, encoded)) {
      assertEquals(publicKey, HexFormat.of().formatHex(secret.timesGenerator().encode()));
    }
    assertArrayEquals(HexFormat.of().parseHex(seed), encoded, "it is the caller's");
  }

  @Test
  void everySeedIsOneThatOfZerosToo() throws DecodingException {
    try (SecretScalar secret = PrivateKey.decode(ED25519, new byte[32])) {
      assertEquals( // as in BouncyCastle, the JDK and openssl
          "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29",
          HexFormat.of().formatHex(secret.timesGenerator().encode()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256"})
  void aNumberIsTakenAsItIs(String name) throws DecodingException {
    Curve curve = Curve.named(name);
    byte[] one = new byte[32];
    one[31] = 1;
    try (SecretScalar secret = PrivateKey.decode(curve, one)) {
      assertEquals(curve.generator(), secret.timesGenerator());
    }
    byte[] largest = curve.scalar(1).negate().encode();
    try (SecretScalar secret = PrivateKey.decode(curve, largest)) {
      assertEquals(curve.generator().negate(), secret.timesGenerator());
    }
    largest[31]++; // q
    byte[] ones = new byte[32];
    Arrays.fill(ones, (byte) 0xff);
    for (byte[] none : new byte[][] {new byte[32], largest, ones}) {
      assertThrows(DecodingException.class, () -> PrivateKey.decode(curve, none));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void anotherLengthIsNoKey(String name) {
    for (int length : new int[] {0, 31, 33, 64}) {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) 1);
      assertThrows(DecodingException.class, () -> PrivateKey.decode(Curve.named(name), bytes));
    }
  }
}
