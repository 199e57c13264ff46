package org.tagma.threshold.ecies;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.cipher.Aead;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;

/** Ciphertexts from strangers: every form but the right one is refused, and none does harm. */
class CiphertextTest {
  private static final Curve CURVE = Curve.named("SECP256K1");
  private static final Bytes NO_POINT = Bytes.fromHex("02" + "00".repeat(31) + "05");

  private final Seed random = new Seed("CiphertextTest");
  private final Scalar secret = CURVE.randomScalar(random);
  private final EncryptionKey key =
      new EncryptionKey("team:dec-1", 1, CURVE.generator().times(secret));
  private final AssociatedData associated =
      new AssociatedData(Optional.of("m/1"), Optional.of("invoices"), Bytes.fromHex("00ff"));

  private boolean accepts(byte[] encoded) {
    try {
      return key.accepts(Ciphertext.decode(encoded).header(), associated, false);
    } catch (DecodingException e) {
      return false;
    }
  }

  @Test
  void refusesAThousandCiphertextsWithOneBitFlipped() {
    for (int i = 0; i < 1_000; i++) {
      byte[] plaintext = new byte[random.nextInt(100)];
      random.nextBytes(plaintext);
      Aead aead = i % 2 == 0 ? Aead.AES_GCM : Aead.CHACHA20_POLY1305;
      byte[] encoded = key.encrypt(aead, plaintext, associated, random).encode();
      if (i % 100 == 0) {
        assertTrue(accepts(encoded), random::toString);
      }
      int bit = random.nextInt(8 * encoded.length);
      encoded[bit / 8] ^= (byte) (1 << (bit % 8));
      assertFalse(accepts(encoded), () -> "bit " + bit + " " + random);
    }
  }

  @Test
  void refusesEveryTruncationAndTrailingBytes() {
    byte[] encoded = key.encrypt(Aead.AES_GCM, new byte[3], associated, random).encode();
    for (int length = 0; length < encoded.length; length++) {
      byte[] shorter = Arrays.copyOf(encoded, length);
      assertThrows(DecodingException.class, () -> Ciphertext.decode(shorter));
    }
    byte[] longer = Arrays.copyOf(encoded, encoded.length + 1);
    assertThrows(DecodingException.class, () -> Ciphertext.decode(longer));
  }

  @Test
  void refusesRandomBytes() {
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      assertThrows(DecodingException.class, () -> Ciphertext.decode(bytes), random::toString);
      assertThrows(DecodingException.class, () -> CiphertextHeader.decode(bytes));
    }
  }

  @Test
  void refusesMoreBytesThanAPlaintextCanGive() {
    byte[] huge = new byte[Ciphertext.MAX_ENCODED + 1];
    assertEquals(
        "too long",
        assertThrows(DecodingException.class, () -> Ciphertext.decode(huge)).getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            key.encrypt(Aead.AES_GCM, new byte[Ciphertext.MAX_PLAINTEXT + 1], associated, random));
  }

  private static byte[] header(long generation, String version, String suite, byte[]... items) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    encoded.writeBytes(
        Tlv.of().u32(generation).text(version).text(suite).text("team:dec-1").encode());
    for (byte[] item : items) {
      encoded.writeBytes(item);
    }
    encoded.writeBytes(Tlv.of().bytes(new byte[32]).encode());
    return encoded.toByteArray();
  }

  private static byte[] integer(BigInteger value) {
    return Tlv.of().integer(value).encode();
  }

  /** A point item with any payload. */
  private static byte[] point(byte[] payload) {
    byte[] item = Tlv.of().bytes(payload).encode();
    item[0] = 3;
    return item;
  }

  @Test
  void refusesEveryPartOfAHeaderThatIsNotCanonical() throws DecodingException {
    String suite = "secp256k1-sha512-aes256gcm";
    byte[] point = point(CURVE.generator().encode());
    byte[] one = integer(BigInteger.ONE);
    byte[] q = integer(CURVE.order());
    byte[] minusOne = integer(BigInteger.ONE.negate());
    byte[] offCurve = point(NO_POINT.toArray());
    byte[] identity = point(new byte[1]);
    byte[] uncompressed = point(new byte[65]);
    String version = CiphertextHeader.TECIES;
    CiphertextHeader.decode(header(1, version, suite, point, point, one, one));
    byte[][] bad = {
      header(0, version, suite, point, point, one, one),
      header(1L << 31, version, suite, point, point, one, one),
      header(1, "tecies-v2", suite, point, point, one, one),
      header(1, CiphertextHeader.PLAIN, suite, point, point, one, one),
      header(1, version, "ed25519-sha512-aes256gcm", point, point, one, one),
      header(1, version, suite, offCurve, point, one, one),
      header(1, version, suite, point, offCurve, one, one),
      header(1, version, suite, identity, point, one, one),
      header(1, version, suite, point, identity, one, one),
      header(1, version, suite, uncompressed, point, one, one),
      header(1, version, suite, point, point, q, one),
      header(1, version, suite, point, point, one, q),
      header(1, version, suite, point, point, minusOne, one),
      header(1, version, suite, point, point, one, minusOne),
      header(1, version, suite, point, point, point, one),
      header(1, version, suite, point, one, one),
    };
    for (int i = 0; i < bad.length; i++) {
      byte[] encoded = bad[i];
      assertThrows(DecodingException.class, () -> CiphertextHeader.decode(encoded), "header " + i);
    }
  }

  @Test
  void bindsTweakLabelAndAad() {
    CiphertextHeader header = key.encrypt(Aead.AES_GCM, new byte[1], associated, random).header();
    assertTrue(key.accepts(header, associated, false));
    Optional<String> tweak = associated.tweak();
    Optional<String> label = associated.label();
    for (AssociatedData other :
        new AssociatedData[] {
          AssociatedData.NONE,
          new AssociatedData(Optional.of("m/2"), label, associated.aad()),
          new AssociatedData(Optional.empty(), label, associated.aad()),
          new AssociatedData(tweak, Optional.of("invoice"), associated.aad()),
          new AssociatedData(tweak, Optional.empty(), associated.aad()),
          new AssociatedData(tweak, label, Bytes.fromHex("00fe")),
          new AssociatedData(tweak, label, Bytes.empty())
        }) {
      assertFalse(key.accepts(header, other, false), other::toString);
    }
  }

  /** Whoever steals u and uh cannot put them under a body or label of his own: catalogue 31. */
  @Test
  void refusesARewrappedCiphertext() {
    CiphertextHeader stolen = key.encrypt(Aead.AES_GCM, new byte[9], associated, random).header();
    AssociatedData own = new AssociatedData(Optional.empty(), Optional.of("mine"), Bytes.empty());
    CiphertextHeader ownHeader = key.encrypt(Aead.AES_GCM, new byte[9], own, random).header();
    CiphertextProof proof = stolen.proof().orElseThrow();
    CiphertextProof ownProof = ownHeader.proof().orElseThrow();
    CiphertextHeader[] rewrapped = {
      stolen.withBody(ownHeader.bodyHash()),
      header(stolen, ownHeader, new CiphertextProof(proof.uh(), ownProof.e(), ownProof.f())),
      header(stolen, ownHeader, ownProof),
      header(ownHeader, ownHeader, new CiphertextProof(proof.uh(), ownProof.e(), ownProof.f())),
    };
    assertTrue(key.accepts(ownHeader, own, false));
    for (CiphertextHeader header : rewrapped) {
      assertFalse(key.accepts(header, own, false));
      assertFalse(key.accepts(header, associated, false));
    }
  }

  private static CiphertextHeader header(
      CiphertextHeader u, CiphertextHeader body, CiphertextProof proof) {
    return new CiphertextHeader(
        1, u.suite(), u.keyId(), u.u(), Optional.of(proof), body.bodyHash());
  }

  @Test
  void takesAPlainCiphertextOnlyUnderAKeyMadeForThem() {
    CiphertextHeader header = key.encrypt(Aead.AES_GCM, new byte[9], associated, random).header();
    CiphertextHeader plain =
        new CiphertextHeader(
            1, header.suite(), header.keyId(), header.u(), Optional.empty(), header.bodyHash());
    assertEquals(CiphertextHeader.PLAIN, plain.version());
    assertFalse(key.accepts(plain, associated, false));
    assertTrue(key.accepts(plain, associated, true));
  }

  @Test
  void opensOnlyWhatTheSecretKeyOpensOnEveryCurveAndCipher() {
    for (EciesSuite suite : EciesSuite.all()) {
      Scalar x = suite.curve().randomScalar(random);
      EncryptionKey any = new EncryptionKey("k", 3, suite.curve().generator().times(x));
      byte[] plaintext = {1, 2, 3};
      Ciphertext ciphertext = any.encrypt(suite.aead(), plaintext, AssociatedData.NONE, random);
      CiphertextHeader header = ciphertext.header();
      assertTrue(any.accepts(header, AssociatedData.NONE, false), suite::name);
      assertArrayEquals(plaintext, open(any, ciphertext, header.u().times(x)).orElseThrow());
      assertTrue(open(any, ciphertext, header.u()).isEmpty());
    }
    assertEquals(4, EciesSuite.all().size());
  }

  private static Optional<byte[]> open(EncryptionKey key, Ciphertext ciphertext, Point shared) {
    CiphertextHeader header = ciphertext.header();
    try (KeySchedule keys =
        KeySchedule.of(
            header.suite(),
            header.keyId(),
            key.publicKey(),
            header.u(),
            header.proof().map(CiphertextProof::uh),
            shared)) {
      return keys.open(
          ciphertext.keyCommitment(), ciphertext.body(), AssociatedData.NONE.hash(header.keyId()));
    }
  }

  @Test
  void refusesAssociatedDataOutOfRange() {
    Optional<String> none = Optional.empty();
    assertThrows(
        IllegalArgumentException.class,
        () -> new AssociatedData(Optional.of("M/1"), none, Bytes.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AssociatedData(Optional.of(""), none, Bytes.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AssociatedData(none, Optional.of(""), Bytes.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AssociatedData(none, Optional.of("\ud800"), Bytes.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AssociatedData(none, Optional.of("x".repeat(1025)), Bytes.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AssociatedData(none, none, Bytes.of(new byte[(1 << 16) + 1])));
  }
}
