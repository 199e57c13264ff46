package org.tagma.threshold.frost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.Bip340Verifier;
import org.tagma.threshold.testkit.Rfc8032Verifier;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.Weather;

/** Signatures leave this house: others verify ours, and we verify theirs. */
class OutsideVerificationTest {
  private static final byte[] FIRST = "first".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "other".getBytes(StandardCharsets.UTF_8);
  private static final HexFormat HEX = HexFormat.of();

  /** An Ed25519 key and its signature of {@link #FIRST}, by three of five keepers. */
  private record Made(byte[] publicKey, byte[] signature) {
    static Made byTheCluster() {
      SimulatedCluster cluster = FrostOperation.cluster(8032, 3, 5);
      Operation operation =
          FrostOperation.sign(cluster, FrostSuite.ED25519, JsonNodeFactory.instance.objectNode());
      FrostSignatures signatures =
          (FrostSignatures)
              cluster.run(1, operation, cluster.network(1, Weather.CALM)).result().orElseThrow();
      CertificateContent certificate = operation.certificate().orElseThrow();
      return new Made(
          certificate.publicKey().encode(), signatures.byOperation().get("op-1").toArray());
    }
  }

  @Test
  void bouncyCastleAndTheJdkVerifyOurEd25519Signatures() {
    Made made = Made.byTheCluster();
    assertTrue(Rfc8032Verifier.verify(made.publicKey(), FIRST, made.signature()));
    assertTrue(Rfc8032Verifier.verifyWithJdk(made.publicKey(), FIRST, made.signature()));
    assertFalse(Rfc8032Verifier.verify(made.publicKey(), OTHER, made.signature()));
    assertFalse(Rfc8032Verifier.verifyWithJdk(made.publicKey(), OTHER, made.signature()));
  }

  @Test
  void theOpensslCommandVerifiesOurEd25519Signatures(@TempDir Path folder) {
    Optional<Path> openssl = Rfc8032Verifier.openssl();
    Assumptions.assumeTrue(openssl.isPresent(), "no openssl command");
    Made made = Made.byTheCluster();
    assertTrue(
        Rfc8032Verifier.verifyWithOpenssl(
            openssl.get(), folder, made.publicKey(), FIRST, made.signature()));
    assertFalse(
        Rfc8032Verifier.verifyWithOpenssl(
            openssl.get(), folder, made.publicKey(), OTHER, made.signature()));
  }

  @Test
  void weVerifyTheEd25519SignaturesThatBouncyCastleMakes() throws DecodingException {
    Seed random = new Seed("weVerifyTheEd25519SignaturesThatBouncyCastleMakes");
    byte[] secret = new byte[32];
    byte[] publicKey = new byte[32];
    byte[] signature = new byte[64];
    for (int i = 0; i < 50; i++) {
      random.nextBytes(secret);
      byte[] message = new byte[i];
      random.nextBytes(message);
      Ed25519.generatePublicKey(secret, 0, publicKey, 0);
      Ed25519.sign(secret, 0, message, 0, message.length, signature, 0);
      Point key = FrostSuite.ED25519.curve().decodePoint(publicKey);
      assertTrue(
          FrostSignatures.verify(FrostSuite.ED25519, key, message, signature), random::toString);
      signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
      assertFalse(
          FrostSignatures.verify(FrostSuite.ED25519, key, message, signature), random::toString);
    }
  }

  static Stream<List<String>> bip340() {
    return KnownAnswers.publishedRows("bip-0340/test-vectors.csv");
  }

  /** Columns: index, secret key, public key, aux_rand, message, signature, result, comment. */
  @ParameterizedTest
  @MethodSource("bip340")
  void bip340VectorsComeOutAlikeForUsAndForOthers(List<String> row) {
    byte[] publicKey = HEX.parseHex(row.get(2));
    byte[] message = HEX.parseHex(row.get(4));
    byte[] signature = HEX.parseHex(row.get(5));
    boolean expected = row.get(6).equals("TRUE");
    assertEquals(expected, Bip340Verifier.verify(publicKey, message, signature));
    assertEquals(expected, verifyBip340(publicKey, message, signature));
  }

  private static boolean verifyBip340(byte[] xOnly, byte[] message, byte[] signature) {
    try {
      Point key = FrostSuite.BIP340.curve().decodePoint(even(xOnly));
      return FrostSignatures.verify(FrostSuite.BIP340, key, message, signature);
    } catch (DecodingException e) {
      return false;
    }
  }

  private static byte[] even(byte[] xOnly) {
    return FrostSuite.concat(new byte[] {2}, xOnly);
  }

  /** BIP-341's wallet vectors: internal key, Merkle root or none, output key. */
  @ParameterizedTest
  @CsvSource({
    "d6889cb081036e0faefa3a35157ad71086b123b2b144b649798b494c300a961d,'',"
        + "53a1f6e454df1aa2776a2814a721372d6258050de330b3c6d10ee8f4e0dda343",
    "187791b6f712a8ea41c8ecdd0ee77fab3e85263b37e1ec18a3651926b3a6cf27,"
        + "5b75adecf53548f3ec6ad7d78383bf84cc57b55a3127c72b9a2481752dd88b21,"
        + "147c9c57132f6e7ecddba9800bb0c4449251c92a1e60371ee77557b6620f3ea3"
  })
  void theOutputKeysOfBip341ComeOut(String internalKey, String merkleRoot, String outputKey)
      throws DecodingException {
    Curve curve = FrostSuite.BIP340.curve();
    byte[] root = HEX.parseHex(merkleRoot);
    ObjectNode context =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", "TAPROOT")
            .put("merkleRoot64", Base64.getEncoder().encodeToString(root));
    Point internal = curve.decodePoint(even(HEX.parseHex(internalKey)));
    for (Point key : List.of(internal, internal.negate())) {
      SigningKey output =
          SigningKey.of(key, curve.scalar(0), Optional.of(SigningContext.read(context)));
      assertEquals("02" + outputKey, HEX.formatHex(output.publicKey().encode()));
      assertArrayEquals(
          HEX.parseHex(outputKey), Bip340Verifier.taprootOutputKey(key.encode(), root));
    }
  }
}
