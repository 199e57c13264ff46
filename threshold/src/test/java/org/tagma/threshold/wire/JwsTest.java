package org.tagma.threshold.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.transcript.Bytes;

/** One message has one encoding, and one signer. */
class JwsTest {
  private static final String TYP = "tagma-env+jws";
  private static final KeeperIdentity ONE = KeeperIdentity.generate(1, new SeededRandom(1, "jws"));
  private static final KeeperIdentity TWO = KeeperIdentity.generate(2, new SeededRandom(2, "jws"));
  private static final byte[] PAYLOAD = "{\"a\":1}".getBytes(StandardCharsets.US_ASCII);
  private static final String GOOD = Jws.sign(ONE, TYP, PAYLOAD);
  private static final String[] PARTS = GOOD.split("\\.", -1);

  private static String header(String alg, String kid, String typ) {
    return "{\"alg\":\"" + alg + "\",\"kid\":\"" + kid + "\",\"typ\":\"" + typ + "\"}";
  }

  /** A message that {@code signer} really signed, under any header. */
  private static String signed(KeeperIdentity signer, String header) {
    String input = base64Url(header) + "." + PARTS[1];
    return input
        + "."
        + Bytes.of(signer.sign(input.getBytes(StandardCharsets.US_ASCII))).base64Url();
  }

  private static String base64Url(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1)).base64Url();
  }

  private static boolean isSignedBy(String compact, IdentityKey key) throws DecodingException {
    return Jws.parse(compact).isSignedBy(key);
  }

  @Test
  void whatIsSignedIsReadBack() throws DecodingException {
    Jws jws = Jws.parse(GOOD);
    assertEquals(1, jws.from());
    assertEquals(ONE.publicKey().thumbprint(), jws.thumbprint());
    assertEquals(TYP, jws.typ());
    assertEquals(Bytes.of(PAYLOAD), jws.payload());
    assertEquals(GOOD, jws.compact());
    assertTrue(jws.isSignedBy(ONE.publicKey()));
    assertEquals(signed(ONE, header("EdDSA", ONE.publicKey().kid(), TYP)), GOOD);
  }

  @Test
  void anotherFormIsNotRead() {
    String stray = PARTS[1].substring(0, PARTS[1].length() - 1);
    List<String> bad =
        List.of(
            GOOD + ".",
            "." + GOOD,
            GOOD + "=",
            GOOD + " ",
            GOOD.replaceFirst("\\.", ".="),
            PARTS[0] + "=." + PARTS[1] + "." + PARTS[2],
            PARTS[0] + "." + PARTS[1] + "==." + PARTS[2],
            PARTS[0] + "." + PARTS[1] + "." + PARTS[2] + "==",
            PARTS[0] + "." + PARTS[1] + "." + PARTS[2].substring(0, 84),
            PARTS[0] + "." + PARTS[1] + "." + PARTS[2] + "AA",
            PARTS[0] + "." + PARTS[1] + ".+" + PARTS[2].substring(1),
            PARTS[0] + "." + PARTS[1] + "./" + PARTS[2].substring(1),
            PARTS[0] + "." + PARTS[1].substring(1) + "\n." + PARTS[2],
            // {"a":1} has 7 bytes, so its last character has four unused bits
            PARTS[0] + "." + stray + next(PARTS[1].charAt(PARTS[1].length() - 1)) + "." + PARTS[2],
            PARTS[0] + "." + PARTS[1],
            PARTS[0] + ".." + PARTS[2] + ".",
            "..",
            "");
    for (String compact : bad) {
      assertThrows(DecodingException.class, () -> Jws.parse(compact), compact);
    }
  }

  private static char next(char base64) {
    return (char) (base64 + 1);
  }

  @Test
  void anyOtherHeaderIsNotReadEvenIfItsSignatureHolds() throws DecodingException {
    String kid = ONE.publicKey().kid();
    String exact = header("EdDSA", kid, TYP);
    assertTrue(isSignedBy(signed(ONE, exact), ONE.publicKey()));
    List<String> bad =
        List.of(
            header("none", kid, TYP),
            header("ES256", kid, TYP),
            header("Ed25519", kid, TYP),
            header("eddsa", kid, TYP),
            header("EdDSA", kid, "JWT"),
            header("EdDSA", kid, "tagma-env"),
            header("EdDSA", "keeper-1", TYP),
            header("EdDSA", kid + "A", TYP),
            header("EdDSA", kid.replace("keeper-1", "keeper-01"), TYP),
            header("EdDSA", kid.replace("keeper-1", "keeper-0"), TYP),
            header("EdDSA", kid.replace("keeper-1", "keeper-99999"), TYP),
            header("EdDSA", kid.replace("keeper-1", "KEEPER-1"), TYP),
            exact.replace("{", "{\"b64\":false,"),
            exact.replace("}", ",\"x\":1}"),
            exact.replace("}", ",\"crit\":[]}"),
            exact.replace("}", ",\"jwk\":{}}"),
            exact.replace("}", ",\"alg\":\"EdDSA\"}"),
            exact.replace(",", ", "),
            exact + " ",
            "\u00ef\u00bb\u00bf" + exact,
            "{\"kid\":\"" + kid + "\",\"alg\":\"EdDSA\",\"typ\":\"" + TYP + "\"}",
            "{\"alg\":\"EdDSA\",\"typ\":\"" + TYP + "\"}",
            "{}");
    for (String header : bad) {
      assertThrows(DecodingException.class, () -> Jws.parse(signed(ONE, header)), header);
    }
  }

  @Test
  void aKidOfSomebodyElseIsNobodysSignature() throws DecodingException {
    String swapped = signed(ONE, header("EdDSA", TWO.publicKey().kid(), TYP));
    assertFalse(isSignedBy(swapped, ONE.publicKey()));
    assertFalse(isSignedBy(swapped, TWO.publicKey()));
    KeeperIdentity sameKeyOtherName =
        KeeperIdentity.generate(2, new SeededRandom(1, "jws")); // keeper-1's very key as keeper-2
    assertEquals(
        ONE.publicKey().thumbprint(), sameKeyOtherName.publicKey().thumbprint(), "the same key");
    assertFalse(isSignedBy(GOOD, sameKeyOtherName.publicKey()));
    assertFalse(
        isSignedBy(
            signed(ONE, header("EdDSA", sameKeyOtherName.publicKey().kid(), TYP)),
            ONE.publicKey()));
  }

  @Test
  void aSignatureWithSNotBelowTheOrderDoesNotHold() throws DecodingException {
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] signature = Base64.getUrlDecoder().decode(PARTS[2]);
    BigInteger s = littleEndian(signature).add(order);
    byte[] shifted = signature.clone();
    for (int i = 0; i < 32; i++) {
      shifted[32 + i] = s.shiftRight(8 * i).byteValue();
    }
    String compact = PARTS[0] + "." + PARTS[1] + "." + Bytes.of(shifted).base64Url();
    assertEquals(GOOD.length(), compact.length());
    assertFalse(isSignedBy(compact, ONE.publicKey()));
    assertTrue(isSignedBy(GOOD, ONE.publicKey()));
  }

  private static BigInteger littleEndian(byte[] signature) {
    byte[] s = new byte[32];
    for (int i = 0; i < 32; i++) {
      s[i] = signature[63 - i];
    }
    return new BigInteger(1, s);
  }

  @Test
  void noChangedCharacterLeavesASignatureThatHolds() {
    for (int at = 0; at < GOOD.length(); at++) {
      char other = GOOD.charAt(at) == 'A' ? 'B' : 'A';
      String changed = GOOD.substring(0, at) + other + GOOD.substring(at + 1);
      assertFalse(holds(changed), "after a change at " + at);
    }
  }

  private static boolean holds(String compact) {
    try {
      return isSignedBy(compact, ONE.publicKey());
    } catch (DecodingException e) {
      return false;
    }
  }

  @Test
  void identityKeysThatAreNotCanonicalOrOfSmallOrderAreRejected() {
    for (String hex :
        List.of(
            "0100000000000000000000000000000000000000000000000000000000000000", // the identity
            "0000000000000000000000000000000000000000000000000000000000000000", // order 4
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", // order 8
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p + 1
            "98519eadf35b995233b51b5cd23e9cc5a28b639b5a4af0ec903cb960d81b7819", // G + order 8
            "00")) {
      assertThrows(DecodingException.class, () -> IdentityKey.of(1, Bytes.fromHex(hex)), hex);
    }
  }
}
