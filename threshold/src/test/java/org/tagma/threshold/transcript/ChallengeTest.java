package org.tagma.threshold.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.kat.KnownAnswers;

class ChallengeTest {
  @Test
  void drawsTheKnownStreamBitsAndResidues() {
    int done = 0;
    for (JsonNode known : KnownAnswers.own("transcript").get("challenges")) {
      if (known.has("curve")) {
        continue; // proof.ProofsTest
      }
      ProofContext context = KnownContext.of(known.get("ctx"));
      if (known.has("N")) {
        assertResidues(known, context);
      } else {
        assertStream(known, context);
      }
      done++;
    }
    assertEquals(3, done);
  }

  private static void assertStream(JsonNode known, ProofContext context) {
    boolean signed = known.get("name").asText().equals("signed integers");
    Tlv statement =
        signed
            ? Tlv.of().integer(5).integer(-5).integer(0)
            : Tlv.of()
                .list(Tlv.of().integer(1).list(Tlv.of().integer(2)))
                .list(Tlv.of().text("a").bytes(new byte[] {'a'}));
    Tlv commitment =
        signed
            ? Tlv.of()
                .integer(BigInteger.TWO.pow(1280).negate())
                .integer(BigInteger.TWO.pow(2048).add(BigInteger.ONE))
            : Tlv.of().list();
    assertEquals(
        known.get("T").asText(),
        Bytes.of(Challenge.transcript("prm", context, statement, commitment)).hex());
    Challenge challenge = Challenge.of("prm", context, statement, commitment);
    assertEquals(known.get("seed").asText(), challenge.seed().hex());
    assertEquals(known.get("e").asText(), "%064x".formatted(challenge.integer()));
    assertEquals(known.get("stream160").asText(), Bytes.of(challenge.stream(160)).hex());
    String bits = new BigInteger(1, challenge.stream(16)).toString(2);
    assertEquals(known.get("bits").asText(), "0".repeat(128 - bits.length()) + bits);
  }

  private static void assertResidues(JsonNode known, ProofContext context) {
    BigInteger modulus = new BigInteger(known.get("N").asText(), 16);
    Challenge challenge =
        Challenge.of(
            "mod", context, Tlv.of().integer(modulus), Tlv.of().integer(known.get("w").asLong()));
    int chunk = known.get("chunkBytes").asInt();
    byte[] stream = challenge.stream(3 * chunk);
    for (int i = 0; i < 3; i++) {
      BigInteger y =
          new BigInteger(1, Arrays.copyOfRange(stream, i * chunk, (i + 1) * chunk)).mod(modulus);
      assertEquals(known.get("y").get(i).asText(), y.toString(16));
    }
  }
}
