package org.tagma.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc.def", "bearer  abc.def ", "BEARER abc.def"})
  void readsABearerToken(String header) {
    assertEquals(
        Optional.of("abc.def"), Credentials.of(Map.of("Authorization", header)::get).bearer());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic abc", "Bearer", "Bearer a b", "Bearerabc", ""})
  void takesAnyOtherSchemeForNoToken(String header) {
    assertEquals(Optional.empty(), Credentials.of(Map.of("Authorization", header)::get).bearer());
  }

  @Test
  void readsTheHeadersOfItsOwn() {
    Credentials credentials = Credentials.of(Map.of("X-JWT-TOKEN", "a", "X-DEV-TOKEN", " b ")::get);
    assertEquals(
        new Credentials(Optional.empty(), Optional.of("a"), Optional.of("b")), credentials);
    assertEquals("Credentials[redacted]", credentials.toString());
  }
}
