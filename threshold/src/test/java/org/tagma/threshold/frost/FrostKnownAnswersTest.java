package org.tagma.threshold.frost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.secret.ShamirPolynomial;
import org.tagma.threshold.testkit.Rfc9591Verifier;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;

/** FROST against the oracle's known answers and the vectors of RFC 9591 appendix E.5. */
class FrostKnownAnswersTest {
  private static final FrostSuite SUITE = FrostSuite.SECP256K1;
  private static final Curve CURVE = SUITE.curve();
  private static final JsonNode KNOWN = KnownAnswers.own("frost");

  private static List<JsonNode> cases() {
    return KnownAnswers.each(KNOWN.get("cases")).filter(KnownSigning::isSupported).toList();
  }

  @Test
  void everyCaseOfTheSuiteGivesTheKnownBytes() throws DecodingException {
    assertEquals(2, cases().size());
    for (JsonNode known : cases()) {
      assertKeyMaterial(known);
      for (JsonNode message : known.get("messages")) {
        assertMessage(known, message);
      }
    }
  }

  private static void assertKeyMaterial(JsonNode known) throws DecodingException {
    List<SecretScalar> coefficients = new ArrayList<>();
    for (JsonNode coefficient : known.get("polynomial")) {
      coefficients.add(SecretScalar.decode(CURVE, hex(coefficient)));
    }
    ShamirPolynomial polynomial = ShamirPolynomial.of(coefficients);
    assertHex(known.get("PK"), polynomial.commit().constant().encode());
    for (int keeper = 1; keeper <= known.get("n").intValue(); keeper++) {
      String id = Integer.toString(keeper);
      assertHex(known.get("shares").get(id), polynomial.at(keeper).encode());
      assertHex(known.get("Y").get(id), polynomial.commit().at(keeper).encode());
    }
  }

  private static void assertMessage(JsonNode known, JsonNode message) throws DecodingException {
    byte[] text = hex(message.get("message"));
    SortedMap<Integer, Nonces> nonces = new TreeMap<>();
    SortedMap<Integer, SigningPackage.Commitment> commitments = new TreeMap<>();
    for (JsonNode id : known.get("signers")) {
      JsonNode signer = message.get("signers").get(id.asText());
      Nonces pair = nonces(known, signer, id.asText());
      assertHex(signer.get("D"), pair.hidingCommitment().encode());
      assertHex(signer.get("E"), pair.bindingCommitment().encode());
      nonces.put(id.intValue(), pair);
      commitments.put(
          id.intValue(),
          new SigningPackage.Commitment(pair.hidingCommitment(), pair.bindingCommitment()));
    }
    SigningPackage built =
        SigningPackage.of(SUITE, CURVE.decodePoint(hex(known.get("PK"))), commitments, text);
    assertHex(message.get("R"), built.groupCommitment().encode());
    assertHex(message.get("c"), built.challenge().encode());
    Scalar sum = CURVE.scalar(0);
    for (JsonNode id : known.get("signers")) {
      JsonNode signer = message.get("signers").get(id.asText());
      int keeper = id.intValue();
      assertHex(signer.get("rho"), built.bindingFactors().get(keeper).encode());
      byte[] input =
          FrostSuite.concat(hex(message.get("bindingPrefix")), CURVE.scalar(keeper).encode());
      assertHex(signer.get("rho"), SUITE.bindingFactor(input).encode());
      assertHex(signer.get("lambda"), built.lagrange().get(keeper).encode());
      SecretScalar share = SecretScalar.decode(CURVE, hex(known.get("shares").get(id.asText())));
      Scalar z =
          nonces
              .get(keeper)
              .share(
                  share,
                  built.bindingFactors().get(keeper),
                  built.lagrange().get(keeper),
                  built.challenge());
      assertHex(signer.get("z"), z.encode());
      sum = sum.plus(z);
    }
    assertHex(message.get("z"), sum.encode());
    byte[] signature = FrostSuite.concat(built.groupCommitment().encode(), sum.encode());
    assertHex(message.get("signature"), signature);
    byte[] publicKey = hex(known.get("signingKey"));
    assertTrue(FrostSignatures.verify(SUITE, CURVE.decodePoint(publicKey), text, signature));
    assertTrue(Rfc9591Verifier.verify(publicKey, text, signature));
  }

  private static Nonces nonces(JsonNode known, JsonNode signer, String id)
      throws DecodingException {
    byte[] share = hex(known.get("shares").get(id));
    assertHex(signer.get("d"), SUITE.nonce(hex(signer.get("hidingRandom")), share).encode());
    assertHex(signer.get("e"), SUITE.nonce(hex(signer.get("bindingRandom")), share).encode());
    byte[] hidingRandom = hex(signer.get("hidingRandom"));
    byte[] bindingRandom = hex(signer.get("bindingRandom"));
    Nonces nonces =
        Nonces.of(SUITE, SecretScalar.decode(CURVE, share), hidingRandom, bindingRandom);
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
                  badShare.get("keeper").intValue(), k, Bytes.of(hex(badShare.get("z"))));
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
    assertTrue(bad >= 10, "bad shares judged: " + bad);
  }

  @Test
  void colludersWhoseErrorsCancelAreAllNamed() throws DecodingException {
    for (JsonNode known : cases()) {
      KnownSigning signing = KnownSigning.of(known);
      List<Integer> signers = new ArrayList<>();
      known.get("signers").forEach(s -> signers.add(s.intValue()));
      for (int first : signers) {
        for (int second : signers.stream().filter(s -> s > first).toList()) {
          Inbox inbox =
              signing.withShares(
                  1,
                  Map.of(
                      first, plus(signing.share(first, 1), CURVE.scalar(7)),
                      second, plus(signing.share(second, 1), CURVE.scalar(7).negate())));
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
    return Bytes.of(CURVE.decodeScalar(share.toArray()).plus(error).encode());
  }

  @Test
  void everyBadCommitmentNamesItsSender() throws DecodingException {
    KnownSigning signing = KnownSigning.of(cases().get(0));
    int named = 0;
    for (JsonNode bad : KNOWN.get("badCommitments")) {
      assertEquals("sender", bad.get("named").textValue());
      Bytes bytes = Bytes.of(hex(bad.get("bytes")));
      if (!bad.get("curve").textValue().equals("SECP256K1")) {
        continue;
      }
      for (boolean hiding : new boolean[] {true, false}) {
        assertEquals(
            List.of(Offence.of(3, FrostRule.COMMITMENT, Frost.COMMIT)),
            signing.judge(signing.withCommitment(3, 1, hiding, bytes)),
            bad.get("name").textValue());
      }
      named++;
    }
    assertEquals(3, named);
  }

  @Test
  void badCommitmentsOfOtherCurvesDoNotDecodeThere(TestReporter reporter) {
    int refused = 0;
    int unknown = 0;
    for (JsonNode bad : KNOWN.get("badCommitments")) {
      String name = bad.get("curve").textValue();
      if (name.equals("P256")) {
        assertThrows(
            DecodingException.class,
            () -> Curve.named("P256").decodePoint(hex(bad.get("bytes"))),
            bad.get("name").textValue());
        refused++;
      } else if (!name.equals("SECP256K1")) {
        assertThrows(IllegalArgumentException.class, () -> Curve.named(name));
        unknown++;
      }
    }
    reporter.publishEntry(
        "known bad commitments", refused + " refused on P256, " + unknown + " of unknown curves");
    assertEquals(KNOWN.get("badCommitments").size() - 3, refused + unknown);
  }

  @Test
  void otherSuitesAndTweaksAreRefused(TestReporter reporter) throws DecodingException {
    int suites = 0;
    int tweaks = 0;
    int taproot = 0;
    for (JsonNode known : KNOWN.get("cases")) {
      if (KnownSigning.isSupported(known)) {
        assertTrue(KnownSigning.of(known).isAccepted());
        continue;
      }
      KnownSigning stand = KnownSigning.of(cases().get(0));
      if (!known.get("suite").textValue().equals(SUITE.contextString())) {
        assertTrue(FrostSuite.named(known.get("suite").textValue()).isEmpty());
        assertFalse(stand.withSuite(known.get("suite").textValue()).isAccepted());
        suites++;
      }
      if (!known.get("tweak").isNull()) {
        assertFalse(stand.withRequestMember("tweak", known.get("tweak").textValue()).isAccepted());
        tweaks++;
      }
      if (!known.get("merkleRoot").isNull()) {
        assertFalse(
            stand
                .withRequestMember("merkleRoot", known.get("merkleRoot").textValue())
                .isAccepted());
        taproot++;
      }
    }
    reporter.publishEntry(
        "known answers not supported",
        suites + " of other suites, " + tweaks + " tweaked, " + taproot + " with Taproot");
    assertEquals(List.of(20, 12, 8), List.of(suites, tweaks, taproot));
  }

  @Test
  void theVectorsOfRfc9591ComeOutByteForByte() throws DecodingException {
    JsonNode vectors = KnownAnswers.published("rfc9591/secp256k1/vectors.json");
    JsonNode inputs = vectors.get("inputs");
    byte[] message = hex(inputs.get("message"));
    SortedMap<Integer, byte[]> shares = new TreeMap<>();
    for (JsonNode share : inputs.get("participant_shares")) {
      shares.put(share.get("identifier").intValue(), hex(share.get("participant_share")));
    }
    SecretScalar groupSecret = SecretScalar.decode(CURVE, hex(inputs.get("group_secret_key")));
    byte[] publicKey = groupSecret.timesGenerator().encode();
    assertHex(inputs.get("verifying_key_key"), publicKey);
    SortedMap<Integer, Nonces> nonces = new TreeMap<>();
    SortedMap<Integer, SigningPackage.Commitment> commitments = new TreeMap<>();
    for (JsonNode output : vectors.get("round_one_outputs").get("outputs")) {
      int signer = output.get("identifier").intValue();
      byte[] hiding = hex(output.get("hiding_nonce_randomness"));
      byte[] binding = hex(output.get("binding_nonce_randomness"));
      assertHex(output.get("hiding_nonce"), SUITE.nonce(hiding, shares.get(signer)).encode());
      assertHex(output.get("binding_nonce"), SUITE.nonce(binding, shares.get(signer)).encode());
      Nonces pair =
          Nonces.of(SUITE, SecretScalar.decode(CURVE, shares.get(signer)), hiding, binding);
      assertHex(output.get("hiding_nonce_commitment"), pair.hidingCommitment().encode());
      assertHex(output.get("binding_nonce_commitment"), pair.bindingCommitment().encode());
      assertHex(
          output.get("binding_factor"),
          SUITE.bindingFactor(hex(output.get("binding_factor_input"))).encode());
      nonces.put(signer, pair);
      commitments.put(
          signer, new SigningPackage.Commitment(pair.hidingCommitment(), pair.bindingCommitment()));
    }
    SigningPackage built =
        SigningPackage.of(SUITE, groupSecret.timesGenerator(), commitments, message);
    Scalar sum = CURVE.scalar(0);
    for (JsonNode output : vectors.get("round_two_outputs").get("outputs")) {
      int signer = output.get("identifier").intValue();
      SecretScalar share = SecretScalar.decode(CURVE, shares.get(signer));
      Scalar factor = built.bindingFactors().get(signer);
      Scalar z =
          nonces.get(signer).share(share, factor, built.lagrange().get(signer), built.challenge());
      assertHex(output.get("sig_share"), z.encode());
      assertTrue(built.accepts(signer, z, share.timesGenerator()));
      sum = sum.plus(z);
    }
    byte[] signature = FrostSuite.concat(built.groupCommitment().encode(), sum.encode());
    assertHex(vectors.get("final_output").get("sig"), signature);
    assertTrue(FrostSignatures.verify(SUITE, groupSecret.timesGenerator(), message, signature));
  }

  @Test
  void theInvalidElementOfRfc9591DoesNotDecode() {
    JsonNode elements = KnownAnswers.published("rfc9591/secp256k1/elements.json");
    byte[] invalid = hex(elements.get("elements").get("invalid_element"));
    assertThrows(DecodingException.class, () -> CURVE.decodePoint(invalid));
  }

  private static void assertHex(JsonNode expected, byte[] actual) {
    assertEquals(expected.textValue(), HexFormat.of().formatHex(actual));
  }

  private static byte[] hex(JsonNode node) {
    return HexFormat.of().parseHex(node.textValue());
  }
}
