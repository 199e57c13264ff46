package org.tagma.threshold.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.kat.Seed;

/** What only edwards25519 has: RFC 8032's encodings, and points outside the subgroup. */
class EdwardsCurveTest {
  private static final EdwardsCurve CURVE = EdwardsCurve.ED25519;
  private static final HexFormat HEX = HexFormat.of();
  private static final BigInteger FIELD = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** The points of order 8, 4, 2 and 1, all of them. */
  private static final List<String> SMALL_ORDER =
      List.of(
          "0100000000000000000000000000000000000000000000000000000000000000",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0000000000000000000000000000000000000000000000000000000000000080",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa");

  /** RFC 8032 section 7.1: secret key, public key, message, signature. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void makesTheKeysAndSignaturesOfRfc8032(
      String seed, String publicKey, String message, String signature) {
    byte[] expanded = sha512(HEX.parseHex(seed));
    Scalar a = clamped(expanded);
    assertEquals(publicKey, HEX.formatHex(CURVE.generator().timesSecret(a).encode()));
    byte[] text = HEX.parseHex(message);
    Scalar r = wide(sha512(Arrays.copyOfRange(expanded, 32, 64), text));
    byte[] commitment = CURVE.generator().timesSecret(r).encode();
    Scalar challenge = wide(sha512(commitment, HEX.parseHex(publicKey), text));
    assertEquals(
        signature, HEX.formatHex(commitment) + HEX.formatHex(challenge.times(a).plus(r).encode()));
  }

  @Test
  void makesTheKeysThatBouncyCastleMakes() throws DecodingException {
    Seed random = new Seed("makesTheKeysThatBouncyCastleMakes");
    byte[] seed = new byte[32];
    byte[] expected = new byte[32];
    for (int i = 0; i < 200; i++) {
      random.nextBytes(seed);
      Ed25519.generatePublicKey(seed, 0, expected, 0);
      Point key = CURVE.generator().times(clamped(sha512(seed)));
      assertEquals(HEX.formatHex(expected), HEX.formatHex(key.encode()), random::toString);
      assertEquals(key, CURVE.decodePoint(expected), random::toString);
    }
  }

  @Test
  void decodesExactlyWhatBouncyCastleFindsInTheSubgroup() {
    Seed random = new Seed("decodesExactlyWhatBouncyCastleFindsInTheSubgroup");
    byte[] encoded = new byte[32];
    int decoded = 0;
    for (int i = 0; i < 500; i++) {
      random.nextBytes(encoded);
      boolean valid = Ed25519.validatePublicKeyFull(encoded, 0);
      assertEquals(valid, decodes(encoded), () -> random + " " + HEX.formatHex(encoded));
      decoded += valid ? 1 : 0;
    }
    assertTrue(decoded > 10, "decoded: " + decoded);
  }

  @Test
  void refusesEveryPointOfSmallOrder() throws DecodingException {
    for (String point : SMALL_ORDER) {
      assertEquals(point, encode(CURVE.decompress(HEX.parseHex(point))));
      assertFalse(decodes(HEX.parseHex(point)), point);
    }
  }

  /** The identity has no encoding of its own, but is on the curve. */
  private static String encode(EdwardsPoint point) {
    return point.isIdentity() ? SMALL_ORDER.get(0) : HEX.formatHex(point.encode());
  }

  @Test
  void refusesEverySumOfAMultipleOfTheGeneratorAndASmallPoint() throws DecodingException {
    Seed random = new Seed("refusesEverySumOfAMultipleOfTheGeneratorAndASmallPoint");
    for (int i = 0; i < 20; i++) {
      Point good = CURVE.generator().times(CURVE.randomScalar(random));
      for (String small : SMALL_ORDER.subList(1, SMALL_ORDER.size())) {
        byte[] mixed = good.plus(CURVE.decompress(HEX.parseHex(small))).encode();
        assertTrue(Ed25519.validatePublicKeyPartial(mixed, 0), "it is on the curve");
        assertFalse(decodes(mixed), () -> random + " " + small);
      }
    }
  }

  /** All eight cosets of the subgroup, with the definition as the judge. */
  @Test
  void findsPrimeOrderExactlyWhereTheOrderTimesThePointIsTheIdentity() throws DecodingException {
    Seed random = new Seed("findsPrimeOrderExactlyWhereTheOrderTimesThePointIsTheIdentity");
    int prime = 0;
    for (int i = 0; i < 150; i++) {
      Scalar k = i < 20 ? CURVE.scalar(i + 1L) : CURVE.randomScalar(random);
      Point good = CURVE.generator().times(k);
      for (String small : SMALL_ORDER) {
        EdwardsPoint point =
            EdwardsCurve.own(good.plus(CURVE.decompress(HEX.parseHex(small)))).normalize();
        boolean expected = timesOrder(point).isIdentity();
        assertEquals(expected, point.hasPrimeOrder(), () -> random + " " + k + " " + small);
        prime += expected ? 1 : 0;
      }
    }
    assertEquals(150, prime);
    for (String small : SMALL_ORDER) {
      assertFalse(CURVE.decompress(HEX.parseHex(small)).hasPrimeOrder(), small);
    }
  }

  /** By doubling and adding, with no table. */
  private static Point timesOrder(Point point) {
    Point product = CURVE.identity();
    for (int bit = CURVE.order().bitLength() - 1; bit >= 0; bit--) {
      product = product.plus(product);
      product = CURVE.order().testBit(bit) ? product.plus(point) : product;
    }
    return product;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18})
  void refusesAYThatIsNotBelowThePrime(int excess) {
    byte[] bytes = HEX.parseHex(FIELD.add(BigInteger.valueOf(excess)).toString(16));
    byte[] encoded = Scalar.ordered(bytes, CURVE.scalarBytes());
    assertEquals("y is not below the field's prime", refusal(encoded));
    encoded[31] |= (byte) 0x80;
    assertEquals("y is not below the field's prime", refusal(encoded));
  }

  @Test
  void refusesASignOfZero() {
    byte[] one = HEX.parseHex(SMALL_ORDER.get(0));
    one[31] |= (byte) 0x80;
    assertEquals("zero has no sign", refusal(one));
    byte[] minusOne = HEX.parseHex(SMALL_ORDER.get(1));
    minusOne[31] |= (byte) 0x80;
    assertEquals("zero has no sign", refusal(minusOne));
  }

  @Test
  void refusesOtherLengthsAndWhatIsNotOnTheCurve() {
    assertEquals("a point has 32 bytes", refusal(new byte[31]));
    assertEquals("a point has 32 bytes", refusal(new byte[33]));
    byte[] two = new byte[32];
    two[0] = 2; // y = 2 has no x
    assertEquals("not a point of the curve", refusal(two));
  }

  @Test
  void writesScalarsLittleEndian() throws DecodingException {
    byte[] seven = new byte[32];
    seven[0] = 7;
    assertEquals(CURVE.scalar(7), CURVE.decodeScalar(seven));
    assertEquals(HEX.formatHex(seven), HEX.formatHex(CURVE.scalar(7).encode()));
  }

  @Test
  void secretMultiplesAreRightAtTheEdges() {
    Point p = CURVE.generator().times(CURVE.scalar(987654321));
    for (int bit = 0; bit < 256; bit++) {
      BigInteger power = BigInteger.ONE.shiftLeft(bit);
      for (BigInteger k : List.of(power, power.subtract(BigInteger.ONE))) {
        Scalar near = CURVE.reduce(k);
        assertEquals(p.times(near), p.timesSecret(near), () -> k.toString(16));
        assertEquals(
            p.times(near.negate()), p.timesSecret(near.negate()), () -> "-" + k.toString(16));
      }
    }
  }

  private static boolean decodes(byte[] encoded) {
    try {
      CURVE.decodePoint(encoded);
      return true;
    } catch (DecodingException e) {
      return false;
    }
  }

  private static String refusal(byte[] encoded) {
    return assertThrows(DecodingException.class, () -> CURVE.decodePoint(encoded)).getMessage();
  }

  /** RFC 8032 section 5.1.5, reduced: the generator has prime order. */
  private static Scalar clamped(byte[] expanded) {
    byte[] bytes = Arrays.copyOf(expanded, 32);
    bytes[0] &= (byte) 0xf8;
    bytes[31] &= 0x7f;
    bytes[31] |= 0x40;
    return wide(bytes);
  }

  private static Scalar wide(byte[] littleEndian) {
    return CURVE.reduce(new BigInteger(1, Scalar.ordered(littleEndian, CURVE.scalarBytes())));
  }

  private static byte[] sha512(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
