package org.tagma.threshold.transcript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.group.DecodingException;

class BytesTest {
  @Test
  void keepsItsOwnCopy() {
    byte[] source = {1, 2};
    Bytes bytes = Bytes.of(source);
    source[0] = 9;
    bytes.toArray()[1] = 9;
    assertArrayEquals(new byte[] {1, 2}, bytes.toArray());
    assertEquals(Bytes.fromHex("0102"), bytes);
    assertEquals(Bytes.fromHex("0102").hashCode(), bytes.hashCode());
    assertNotEquals(Bytes.fromHex("0103"), bytes);
  }

  @Test
  void ordersAsUnsignedNumbersDo() {
    assertTrue(Bytes.fromHex("7f").compareTo(Bytes.fromHex("80")) < 0);
    assertTrue(Bytes.fromHex("01").compareTo(Bytes.fromHex("0100")) < 0);
    assertEquals(0, Bytes.empty().compareTo(Bytes.of(new byte[0])));
  }

  @Test
  void showsAtMostEightBytes() {
    assertEquals("0102030405060708", Bytes.fromHex("0102030405060708").toString());
    assertEquals("0102030405060708\u2026", Bytes.fromHex("010203040506070809").toString());
  }

  @Test
  void readsTheBase64UrlItWrites() throws DecodingException {
    Bytes bytes = Bytes.fromHex("fbff00");
    assertEquals("-_8A", bytes.base64Url());
    assertEquals(bytes, Bytes.fromBase64Url("-_8A"));
    assertEquals(Bytes.empty(), Bytes.fromBase64Url(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AQ==", "AR", "A", "-_8A\n", "+/8A", "AQ=", " AQ"})
  void refusesLooseBase64Url(String text) {
    assertThrows(DecodingException.class, () -> Bytes.fromBase64Url(text));
  }
}
