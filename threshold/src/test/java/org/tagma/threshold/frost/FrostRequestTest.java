package org.tagma.threshold.frost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Sha256;

/** Every keeper reads a client's request for itself, and strictly. */
class FrostRequestTest {
  private static final String ZEROS = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private static FrostRequest read(String message, String options) throws DecodingException {
    String json =
        "{'op':'sign','request':{'keyId':'k','algorithm':'FROST','operations':{'o':'"
            + message
            + "'}"
            + options
            + "}}";
    return FrostRequest.read(
        (ObjectNode) Jcs.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsHowToSign() throws DecodingException {
    FrostRequest request =
        read(
            "aGk=",
            ",'hash':true,'tweak':'m/0','context':{'kind':'TAPROOT','merkleRoot64':'"
                + ZEROS
                + "'}");
    assertEquals(
        new SigningOptions(
            Optional.of(new SigningContext(SigningContext.Kind.TAPROOT, Bytes.of(new byte[32]))),
            Optional.of("m/0"),
            true),
        request.options());
    List<byte[]> signed = request.inOrder();
    assertEquals(1, signed.size());
    assertArrayEquals(Sha256.of("hi".getBytes(StandardCharsets.UTF_8)).toArray(), signed.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'hash':false", ",'hash':null,'tweak':null,'context':null"})
  void takesNullsAndDefaultsForAbsent(String options) throws DecodingException {
    FrostRequest request = read("aGk=", options);
    assertEquals(SigningOptions.NONE, request.options());
    assertArrayEquals("hi".getBytes(StandardCharsets.UTF_8), request.inOrder().get(0));
  }

  @Test
  void signsThirtyTwoBytesUnderAContext() throws DecodingException {
    assertEquals(32, read(ZEROS, ",'context':{'kind':'BIP340'}").inOrder().get(0).length);
    assertThrows(DecodingException.class, () -> read("aGk=", ",'context':{'kind':'BIP340'}"));
    assertThrows(
        DecodingException.class, () -> read("aGk=", ",'hash':false,'context':{'kind':'TAPROOT'}"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "'hash':1",
        "'hash':'true'",
        "'tweak':''",
        "'tweak':'M'",
        "'tweak':7",
        "'context':'BIP340'",
        "'context':{}",
        "'context':{'kind':'bip340'}",
        "'context':{'kind':null}",
        "'context':{'kind':'BIP340','more':1}",
        "'context':{'kind':'BIP340','merkleRoot64':'" + ZEROS + "'}",
        "'context':{'kind':'TAPROOT','merkleRoot64':'AAAA'}",
        "'context':{'kind':'TAPROOT','merkleRoot64':'!'}",
        "'merkleRoot':''",
        "'generation':1"
      })
  void refusesWhatItDoesNotKnow(String option) {
    assertThrows(DecodingException.class, () -> read(ZEROS, "," + option));
  }
}
