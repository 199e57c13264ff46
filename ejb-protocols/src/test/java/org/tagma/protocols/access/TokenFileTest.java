package org.tagma.protocols.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenFileTest {
  /** SHA-256 of {@code tagma-local}. */
  static final String LOCAL = "8745eca18fb8c7a67a6f1748313b6194fb2c997bbd810543cc12116b23bfea14";

  /** SHA-256 of {@code tagma-auditor}. */
  static final String AUDITOR = "ac970507254ac5e04666af7c2b3978a4b3d151b3c2c5397154dd3fffba61659c";

  static final String TWO_TOKENS =
      """
      {"tokens": [
        {"subject": "local", "tokenSha256": "%s", "permissions": ["tagma.*.*", "tagma.*.*.*"]},
        {"subject": "auditor", "tokenSha256": "%s", "permissions": ["tagma.audit.read"]}]}
      """
          .formatted(LOCAL, AUDITOR);

  static TokenFile parse(String json) throws InvalidTokenFile {
    return TokenFile.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String faultOf(String json) {
    return assertThrows(InvalidTokenFile.class, () -> parse(json)).getMessage();
  }

  @Test
  void knowsEachTokenByItsHash() throws Exception {
    TokenFile file = parse(TWO_TOKENS);
    Caller auditor = file.caller("tagma-auditor").orElseThrow();
    assertEquals("auditor", auditor.subject());
    assertTrue(auditor.may("tagma.audit.read"));
    assertFalse(auditor.may("tagma.dkg.create"));
    assertEquals("local", file.caller("tagma-local").orElseThrow().subject());
  }

  @Test
  void knowsNoOtherToken() throws Exception {
    TokenFile file = parse(TWO_TOKENS);
    for (String token : new String[] {"", "tagma-loca", "tagma-local ", "TAGMA-LOCAL", LOCAL}) {
      assertEquals(Optional.empty(), file.caller(token), token);
    }
  }

  @Test
  void namesWhatIsWrong() {
    String entry = "{\"subject\": \"s\", \"tokenSha256\": \"" + LOCAL + "\", \"permissions\": []}";
    String list = "{\"tokens\": [%s]}";
    assertEquals("not strict JSON", faultOf("{\"tokens\": [], \"tokens\": []}"));
    assertEquals("not strict JSON", faultOf("{\"tokens\": []} x"));
    assertEquals("not strict JSON", faultOf("{\"tokens\": ["));
    assertEquals(
        "the file: exactly these members are expected: [tokens]",
        faultOf("{\"tokens\": [], \"more\": 1}"));
    assertEquals("the file: exactly these members are expected: [tokens]", faultOf("[]"));
    assertEquals("tokens: a list is expected", faultOf("{\"tokens\": {}}"));
    assertEquals(
        "tokens[0]: exactly these members are expected: [permissions, subject, tokenSha256]",
        faultOf(list.formatted(entry.replace("subject", "name"))));
    assertEquals(
        "tokens[0].subject: a text is expected",
        faultOf(list.formatted(entry.replace("\"s\"", "7"))));
    assertEquals(
        "tokens[0].tokenSha256: 64 lower-case hex digits, unlike all others, are expected",
        faultOf(list.formatted(entry.replace(LOCAL, "tagma-local"))));
    assertEquals(
        "tokens[1].tokenSha256: 64 lower-case hex digits, unlike all others, are expected",
        faultOf(list.formatted(entry + "," + entry)));
    assertEquals(
        "tokens[0].permissions[0]: a text is expected",
        faultOf(list.formatted(entry.replace("[]", "[null]"))));
    assertEquals(
        "tokens[0].permissions: not a permission of three or four segments: tagma.*",
        faultOf(list.formatted(entry.replace("[]", "[\"tagma.*\"]"))));
  }

  @Test
  void showsNoPartOfTheFileInItsFaults() {
    assertFalse(faultOf("{\"tokens\": [secret-token]}").contains("secret"));
  }
}
