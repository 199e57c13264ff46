package org.tagma.threshold.ecies;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;

/** What an independent oracle has worked out, to the byte. */
class EciesKnownAnswersTest {
  private static final JsonNode KNOWN = KnownAnswers.own("ecies");

  private interface Check {
    void of(KnownDecryption known) throws DecodingException;
  }

  private static void each(Check check) throws DecodingException {
    int done = 0;
    for (JsonNode known : KNOWN.get("cases")) {
      check.of(KnownDecryption.of(known));
      done++;
    }
    assertEquals(8, done);
  }

  private static String hex(byte[] bytes) {
    return Bytes.of(bytes).hex();
  }

  private static Ciphertext ciphertext(KnownDecryption known) throws DecodingException {
    return Ciphertext.decode(KnownDecryption.encoded(known.known().get("ciphertext")));
  }

  @Test
  void derivesTheSecondGeneratorFromKeyAndName() throws DecodingException {
    for (JsonNode known : KNOWN.get("hashToCurve")) {
      Curve curve = Curve.named(known.get("curve").textValue());
      EncryptionKey key =
          new EncryptionKey(
              known.get("keyId").textValue(),
              1,
              curve.decodePoint(KnownDecryption.bytes(known.get("Y")).toArray()));
      assertEquals(known.get("Ghat").textValue(), hex(key.ghat().encode()));
    }
    assertEquals(4, KNOWN.get("hashToCurve").size());
  }

  @Test
  void encryptsToTheKnownBytes() throws DecodingException {
    each(
        known -> {
          JsonNode middle = known.known().get("intermediate");
          EncryptionKey key = known.key();
          assertEquals(middle.get("L").textValue(), known.associated().hash(key.keyId()).hex());
          assertEquals(
              middle.get("tweakedY").textValue(), hex(key.tweaked(known.associated()).encode()));
          assertEquals(middle.get("Ghat").textValue(), hex(key.ghat().encode()));
          Ciphertext ciphertext =
              key.encrypt(
                  EciesSuite.named(known.known().get("suite").textValue()).orElseThrow(),
                  KnownDecryption.bytes(known.known().get("message")).toArray(),
                  known.associated(),
                  known.secret(known.known().get("r")),
                  known.secret(known.known().get("s")));
          assertEquals(middle.get("kc").textValue(), ciphertext.keyCommitment().hex());
          assertEquals(middle.get("body").textValue(), ciphertext.header().bodyHash().hex());
          assertEquals(
              hex(KnownDecryption.encoded(known.known().get("ciphertext"))),
              hex(ciphertext.encode()));
          assertEquals(
              known.known().get("ciphertext").get("hash").textValue(),
              ciphertext.header().hash().hex());
        });
  }

  @Test
  void readsItsOwnBytesAndHeadersBack() throws DecodingException {
    each(
        known -> {
          Ciphertext ciphertext = ciphertext(known);
          assertEquals(ciphertext.header(), CiphertextHeader.decode(ciphertext.header().encode()));
          assertEquals(
              hex(ciphertext.encode()),
              hex(KnownDecryption.encoded(known.known().get("ciphertext"))));
          assertTrue(known.key().accepts(ciphertext.header(), known.associated(), false));
        });
  }

  @Test
  void provesTheKnownPartials() throws DecodingException {
    each(
        known -> {
          Decrypting decrypting = known.decrypting(ciphertext(known));
          for (int keeper : known.certificate().holders()) {
            JsonNode partial = known.known().get("partials").get(Integer.toString(keeper));
            assertEquals(
                KnownDecryption.partial(partial),
                decrypting.partial(
                    known.share(keeper), known.secret(partial.get("k")), new Seed("blinding")));
            assertEquals(
                Optional.empty(), decrypting.offence(keeper, KnownDecryption.partial(partial)));
          }
        });
  }

  @Test
  void opensWithEachKnownQuorum() throws DecodingException {
    each(
        known -> {
          Ciphertext ciphertext = ciphertext(known);
          Decrypting decrypting = known.decrypting(ciphertext);
          for (JsonNode combined : known.known().get("combined")) {
            SortedMap<Integer, PartialDecryption> partials =
                partials(known.known().get("partials"), combined.get("asked"));
            assertArrayEquals(
                KnownDecryption.bytes(combined.get("plaintext")).toArray(),
                new Decryption(decrypting, decrypting.sharedPoint(partials))
                    .open(ciphertext)
                    .orElseThrow());
          }
        });
  }

  private static SortedMap<Integer, PartialDecryption> partials(JsonNode all, JsonNode asked) {
    SortedMap<Integer, PartialDecryption> partials = new TreeMap<>();
    asked.forEach(k -> partials.put(k.intValue(), KnownDecryption.partial(all.get(k.asText()))));
    return partials;
  }

  @Test
  void namesTheSenderOfEachBadPartialByTheKnownRule() throws DecodingException {
    int[] done = {0};
    each(
        known -> {
          Decrypting decrypting = known.decrypting(ciphertext(known));
          for (JsonNode bad : known.known().get("badPartials")) {
            int keeper = bad.get("keeper").intValue();
            Offence offence =
                decrypting
                    .offence(keeper, KnownDecryption.partial(bad.get("partial")))
                    .orElseThrow(() -> new AssertionError(bad.get("name").textValue()));
            assertEquals(
                List.of(bad.get("named").get(0).intValue(), bad.get("rule").textValue()),
                List.of(offence.accused(), offence.rule().id()));
            done[0]++;
          }
        });
    assertEquals(56, done[0]);
  }

  @Test
  void refusesEachBadCiphertextOrFindsItSpoiledAndNamesNobody() throws DecodingException {
    int[] refused = {0};
    int[] spoiled = {0};
    each(
        known -> {
          for (JsonNode bad : known.known().get("badCiphertexts")) {
            if (bad.get("keepersRefuse").booleanValue()) {
              assertFalse(isAccepted(known, bad), bad.get("name").textValue());
              refused[0]++;
            } else {
              assertSpoiled(known, bad);
              spoiled[0]++;
            }
          }
        });
    assertEquals(16, spoiled[0]);
    assertTrue(refused[0] >= 8 * 13, "only " + refused[0]);
  }

  private static boolean isAccepted(KnownDecryption known, JsonNode bad) {
    try {
      Ciphertext ciphertext = Ciphertext.decode(KnownDecryption.encoded(bad.get("ct")));
      return known.key().accepts(ciphertext.header(), KnownDecryption.associated(bad), false);
    } catch (DecodingException e) {
      return false;
    }
  }

  private static void assertSpoiled(KnownDecryption known, JsonNode bad) throws DecodingException {
    assertTrue(isAccepted(known, bad), bad.get("name").textValue());
    Ciphertext ciphertext = Ciphertext.decode(KnownDecryption.encoded(bad.get("ct")));
    Decrypting decrypting = known.decrypting(ciphertext);
    SortedMap<Integer, PartialDecryption> partials = new TreeMap<>();
    for (int keeper : known.certificate().holders()) {
      PartialDecryption partial =
          KnownDecryption.partial(bad.get("partials").get(Integer.toString(keeper)));
      assertEquals(Optional.empty(), decrypting.offence(keeper, partial));
      partials.put(keeper, partial);
    }
    assertTrue(
        new Decryption(decrypting, decrypting.sharedPoint(partials)).open(ciphertext).isEmpty(),
        bad.get("name").textValue());
  }
}
