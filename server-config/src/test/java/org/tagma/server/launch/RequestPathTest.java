package org.tagma.server.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "*",
        "/v1/keeper/sign",
        "/a%20b",
        "/%C3%BC",
        "/a+b",
        "/a..b",
        "/a/../b",
        "/a/./../b",
        "/a//b",
        "/a%2fb"
      })
  void leavesWhatAServerCanDecode(String path) {
    assertTrue(RequestPath.decodable(path));
  }

  @ParameterizedTest
  @CsvSource({
    "/%zz, /%25zz",
    "/%, /%25",
    "/%a, /%25a",
    "/%00, /%2500",
    "/%ff%fe, /%25ff%25fe",
    "/a\\b, /a%255Cb",
    "/a%5cb, /a%255cb",
    "/.., /%252E%252E",
    "/a/../../b, /a/%252E%252E/%252E%252E/b",
    "/%2e%2e/x, /%252e%252e/x",
  })
  void escapesWhatItCanNot(String path, String escaped) {
    assertFalse(RequestPath.decodable(path));
    assertEquals(escaped, RequestPath.escaped(path));
    assertTrue(RequestPath.decodable(escaped));
  }
}
