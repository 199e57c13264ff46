package org.tagma.threshold.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.secret.ShamirPolynomial;
import org.tagma.threshold.testkit.OutsideVerifier;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;

/** FROST against the oracle's known answers and the vectors of RFC 9591 appendix E. */
class FrostKnownAnswersTest {
  private static final JsonNode KNOWN = KnownAnswers.own("frost");

  private static List<JsonNode> cases() {
    return KnownAnswers.each(KNOWN.get("cases")).toList();
  }

  private static FrostSuite suite(JsonNode known) {
    return FrostSuite.named(known.get("suite").textValue()).orElseThrow();
  }

  @Test
  void everyCaseGivesTheKnownBytes() throws DecodingException {
    assertEquals(24, cases().size());
    for (JsonNode known : cases()) {
      assertKeyMaterial(known);
      assertSigningKey(known);
      for (JsonNode message : known.get("messages")) {
        assertMessage(known, message);
      }
    }
  }

  private static void assertKeyMaterial(JsonNode known) {
    Curve curve = suite(known).curve();
    List<SecretScalar> coefficients = new ArrayList<>();
    known.get("polynomial").forEach(a -> coefficients.add(SecretScalar.of(scalar(curve, a))));
    ShamirPolynomial polynomial = ShamirPolynomial.of(coefficients);
    assertHex(known.get("PK"), polynomial.commit().constant().encode());
    for (int keeper = 1; keeper <= known.get("n").intValue(); keeper++) {
      String id = Integer.toString(keeper);
      assertScalar(known.get("shares").get(id), polynomial.at(keeper).disclose());
      assertHex(known.get("Y").get(id), polynomial.commit().at(keeper).encode());
    }
  }

  private static void assertSigningKey(JsonNode known) throws DecodingException {
    Curve curve = suite(known).curve();
    Signing signing = KnownSigning.of(known).signing();
    SigningKey key = signing.key();
    assertEquals(suite(known), signing.suite());
    assertHex(known.get("signingKey"), key.publicKey().encode());
    assertScalar(known.get("tau"), key.tweak());
    Scalar eP = sign(curve, known.get("eP"));
    Scalar eQ = sign(curve, known.get("eQ"));
    assertEquals(eP.times(eQ), key.sign());
    assertEquals(scalar(curve, known.get("taprootT")).times(eQ), key.offset());
    for (JsonNode id : known.get("signers")) {
      SecretScalar share = SecretScalar.of(scalar(curve, known.get("shares").get(id.asText())));
      assertEquals(key.share(share).timesGenerator(), signing.publicShare(id.intValue()));
    }
  }

  private static Scalar sign(Curve curve, JsonNode sign) {
    return sign.intValue() == 1 ? curve.scalar(1) : curve.scalar(1).negate();
  }

  private static void assertMessage(JsonNode known, JsonNode message) throws DecodingException {
    FrostSuite suite = suite(known);
    Curve curve = suite.curve();
    SigningKey key = KnownSigning.of(known).signing().key();
    byte[] text = hex(message.get("message"));
    SortedMap<Integer, Nonces> nonces = new TreeMap<>();
    SortedMap<Integer, SigningPackage.Commitment> commitments = new TreeMap<>();
    for (JsonNode id : known.get("signers")) {
      JsonNode signer = message.get("signers").get(id.asText());
      Nonces pair = nonces(suite, signer, scalar(curve, known.get("shares").get(id.asText())));
      assertHex(signer.get("D"), pair.hidingCommitment().encode());
      assertHex(signer.get("E"), pair.bindingCommitment().encode());
      nonces.put(id.intValue(), pair);
      commitments.put(
          id.intValue(),
          new SigningPackage.Commitment(pair.hidingCommitment(), pair.bindingCommitment()));
    }
    SigningPackage built = SigningPackage.of(suite, key.publicKey(), commitments, text);
    assertHex(message.get("R"), built.groupCommitment().encode());
    assertEquals(sign(curve, message.get("eR")), built.sign());
    assertScalar(message.get("c"), built.challenge());
    Scalar sum = key.offset().times(built.challenge());
    for (JsonNode id : known.get("signers")) {
      JsonNode signer = message.get("signers").get(id.asText());
      int keeper = id.intValue();
      assertScalar(signer.get("rho"), built.bindingFactors().get(keeper));
      byte[] input =
          FrostSuite.concat(hex(message.get("bindingPrefix")), curve.scalar(keeper).encode());
      assertScalar(signer.get("rho"), suite.bindingFactor(input));
      assertScalar(signer.get("lambda"), built.lagrange().get(keeper));
      SecretScalar share = SecretScalar.of(scalar(curve, known.get("shares").get(id.asText())));
      Scalar z = nonces.get(keeper).share(key.share(share), keeper, built);
      assertScalar(signer.get("z"), z);
      sum = sum.plus(z);
    }
    assertScalar(message.get("z"), sum);
    byte[] signature = suite.signature(built.groupCommitment(), sum).toArray();
    assertHex(message.get("signature"), signature);
    assertVerifies(suite, key, text, signature);
  }

  /** Under our own equation, and under code that is not ours. */
  private static void assertVerifies(
      FrostSuite suite, SigningKey key, byte[] message, byte[] signature) {
    byte[] publicKey = key.publicKey().encode();
    assertTrue(FrostSignatures.verify(suite, key.publicKey(), message, signature));
    assertTrue(OutsideVerifier.verify(suite.contextString(), publicKey, message, signature));
    for (int bit = 0; bit < 8 * signature.length; bit += 7) {
      byte[] changed = signature.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertFalse(FrostSignatures.verify(suite, key.publicKey(), message, changed), "bit " + bit);
    }
    byte[] other = Arrays.copyOf(message, message.length + 1);
    assertFalse(FrostSignatures.verify(suite, key.publicKey(), other, signature));
    assertFalse(OutsideVerifier.verify(suite.contextString(), publicKey, other, signature));
  }

  private static Nonces nonces(FrostSuite suite, JsonNode signer, Scalar secret) {
    SecretScalar share = SecretScalar.of(secret);
    byte[] hidingRandom = hex(signer.get("hidingRandom"));
    byte[] bindingRandom = hex(signer.get("bindingRandom"));
    assertScalar(signer.get("d"), suite.nonce(hidingRandom, share.encode()));
    assertScalar(signer.get("e"), suite.nonce(bindingRandom, share.encode()));
    Nonces nonces = Nonces.of(suite, share, hidingRandom, bindingRandom);
    assertEquals(Bytes.of(new byte[32]), Bytes.of(hidingRandom), "the randomness is erased");
    assertEquals(Bytes.of(new byte[32]), Bytes.of(bindingRandom), "the randomness is erased");
    return nonces;
  }

  @Test
  void everyKnownShareIsAcceptedAndEveryBadOneNamesExactlyItsKeeper() throws DecodingException {
    int bad = 0;
    for (JsonNode known : cases()) {
      KnownSigning signing = KnownSigning.of(known);
      assertEquals(List.of(), signing.judge(signing.inbox()));
      for (int k = 0; k < known.get("messages").size(); k++) {
        for (JsonNode badShare : known.get("messages").get(k).get("badShares")) {
          Inbox inbox =
              signing.withShare(
                  badShare.get("keeper").intValue(),
                  k,
                  KnownAnswers.scalar(suite(known).curve(), badShare.get("z")));
          Set<Integer> named = new TreeSet<>();
          badShare.get("named").forEach(n -> named.add(n.intValue()));
          assertEquals(
              named.stream().map(n -> Offence.of(n, FrostRule.SHARE, Frost.SHARE)).toList(),
              signing.judge(inbox),
              badShare.get("name").asText());
          bad++;
        }
      }
    }
    assertEquals(146, bad);
  }

  @Test
  void aChangedBitOfAShareNamesItsKeeper() throws DecodingException {
    for (JsonNode known : cases()) {
      KnownSigning signing = KnownSigning.of(known);
      int signer = known.get("signers").get(0).intValue();
      for (int bit = 0; bit < 256; bit += 41) {
        byte[] changed = signing.share(signer, 2).toArray();
        changed[bit / 8] ^= (byte) (1 << (bit % 8));
        assertEquals(
            List.of(Offence.of(signer, FrostRule.SHARE, Frost.SHARE)),
            signing.judge(signing.withShare(signer, 2, Bytes.of(changed))),
            suite(known) + " bit " + bit);
      }
    }
  }

  @Test
  void colludersWhoseErrorsCancelAreAllNamed() throws DecodingException {
    for (JsonNode known : cases()) {
      Curve curve = suite(known).curve();
      KnownSigning signing = KnownSigning.of(known);
      List<Integer> signers = new ArrayList<>();
      known.get("signers").forEach(s -> signers.add(s.intValue()));
      for (int first : signers) {
        for (int second : signers.stream().filter(s -> s > first).toList()) {
          Inbox inbox =
              signing.withShares(
                  1,
                  Map.of(
                      first, plus(signing.share(first, 1), curve.scalar(7)),
                      second, plus(signing.share(second, 1), curve.scalar(7).negate())));
          assertEquals(
              List.of(
                  Offence.of(first, FrostRule.SHARE, Frost.SHARE),
                  Offence.of(second, FrostRule.SHARE, Frost.SHARE)),
              signing.judge(inbox));
        }
      }
    }
  }

  private static Bytes plus(Bytes share, Scalar error) throws DecodingException {
    return Bytes.of(error.curve().decodeScalar(share.toArray()).plus(error).encode());
  }

  @Test
  void everyBadCommitmentNamesItsSender() throws DecodingException {
    int named = 0;
    for (JsonNode known : cases()) {
      KnownSigning signing = KnownSigning.of(known);
      int sender = known.get("signers").get(1).intValue();
      for (JsonNode bad : KNOWN.get("badCommitments")) {
        assertEquals("sender", bad.get("named").textValue());
        if (!bad.get("curve").equals(known.get("curve"))) {
          continue;
        }
        for (boolean hiding : new boolean[] {true, false}) {
          assertEquals(
              List.of(Offence.of(sender, FrostRule.COMMITMENT, Frost.COMMIT)),
              signing.judge(
                  signing.withCommitment(sender, 1, hiding, Bytes.of(hex(bad.get("bytes"))))),
              bad.get("name").textValue());
        }
        named++;
      }
    }
    assertEquals(4 * 4 + 16 * 3 + 4 * 3, named);
  }

  @Test
  void aSessionOfAnotherSuiteOrContextThanItsKeyOrRequestIsRefused() throws DecodingException {
    for (JsonNode known : cases()) {
      KnownSigning signing = KnownSigning.of(known);
      assertTrue(signing.isAccepted());
      for (FrostSuite other : FrostSuite.all()) {
        assertEquals(other == suite(known), signing.withSuite(other.contextString()).isAccepted());
      }
      assertFalse(signing.withSuite("FROST-ED448-SHAKE256-v1").isAccepted());
      ObjectNode context = JsonNodeFactory.instance.objectNode().put("kind", "BIP340");
      assertEquals(
          suite(known) == FrostSuite.BIP340,
          signing.withRequestMember("context", context).isAccepted());
      JsonNode none = JsonNodeFactory.instance.nullNode();
      assertEquals(
          suite(known) != FrostSuite.BIP340,
          signing.withRequestMember("context", none).isAccepted());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FrostSuite.class,
      names = {"ED25519", "SECP256K1", "P256"})
  void theVectorsOfRfc9591ComeOutByteForByte(FrostSuite suite) throws DecodingException {
    Curve curve = suite.curve();
    JsonNode vectors = KnownAnswers.published("rfc9591/" + curve.label() + "/vectors.json");
    JsonNode inputs = vectors.get("inputs");
    byte[] message = hex(inputs.get("message"));
    SortedMap<Integer, SecretScalar> shares = new TreeMap<>();
    for (JsonNode share : inputs.get("participant_shares")) {
      shares.put(
          share.get("identifier").intValue(),
          SecretScalar.decode(curve, hex(share.get("participant_share"))));
    }
    SecretScalar groupSecret = SecretScalar.decode(curve, hex(inputs.get("group_secret_key")));
    Point publicKey = groupSecret.timesGenerator();
    assertHex(inputs.get("verifying_key_key"), publicKey.encode());
    SortedMap<Integer, Nonces> nonces = new TreeMap<>();
    SortedMap<Integer, SigningPackage.Commitment> commitments = new TreeMap<>();
    for (JsonNode output : vectors.get("round_one_outputs").get("outputs")) {
      int signer = output.get("identifier").intValue();
      byte[] hiding = hex(output.get("hiding_nonce_randomness"));
      byte[] binding = hex(output.get("binding_nonce_randomness"));
      byte[] share = shares.get(signer).encode();
      assertHex(output.get("hiding_nonce"), suite.nonce(hiding, share).encode());
      assertHex(output.get("binding_nonce"), suite.nonce(binding, share).encode());
      Nonces pair = Nonces.of(suite, shares.get(signer), hiding, binding);
      assertHex(output.get("hiding_nonce_commitment"), pair.hidingCommitment().encode());
      assertHex(output.get("binding_nonce_commitment"), pair.bindingCommitment().encode());
      assertHex(
          output.get("binding_factor"),
          suite.bindingFactor(hex(output.get("binding_factor_input"))).encode());
      nonces.put(signer, pair);
      commitments.put(
          signer, new SigningPackage.Commitment(pair.hidingCommitment(), pair.bindingCommitment()));
    }
    SigningPackage built = SigningPackage.of(suite, publicKey, commitments, message);
    Scalar sum = curve.scalar(0);
    for (JsonNode output : vectors.get("round_two_outputs").get("outputs")) {
      int signer = output.get("identifier").intValue();
      Scalar z = nonces.get(signer).share(shares.get(signer), signer, built);
      assertHex(output.get("sig_share"), z.encode());
      assertTrue(built.accepts(signer, z, shares.get(signer).timesGenerator()));
      sum = sum.plus(z);
    }
    byte[] signature = suite.signature(built.groupCommitment(), sum).toArray();
    assertHex(vectors.get("final_output").get("sig"), signature);
    assertTrue(FrostSignatures.verify(suite, publicKey, message, signature));
    assertTrue(
        OutsideVerifier.verify(suite.contextString(), publicKey.encode(), message, signature));
  }

  private static Scalar scalar(Curve curve, JsonNode bigEndian) {
    return curve.scalar(new BigInteger(bigEndian.textValue(), 16));
  }

  private static void assertScalar(JsonNode expected, Scalar actual) {
    assertEquals(expected.textValue(), "%064x".formatted(actual.value()));
  }

  private static void assertHex(JsonNode expected, byte[] actual) {
    assertEquals(expected.textValue(), HexFormat.of().formatHex(actual));
  }

  private static byte[] hex(JsonNode node) {
    return HexFormat.of().parseHex(node.textValue());
  }
}
