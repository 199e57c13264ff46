package org.tagma.protocols.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
  private static final Optional<String> NONE = Optional.empty();
  private static final Optional<String> TOKEN = Optional.of("tagma-local");
  private static final String ONE_CREDENTIAL =
      "401: exactly one credential is needed, in Authorization: Bearer, X-JWT-TOKEN or X-DEV-TOKEN";

  private final Authenticator local = new Authenticator(tokens(), Optional.empty(), true);
  private final Authenticator server = new Authenticator(tokens(), Optional.empty(), false);

  private static TokenFile tokens() {
    try {
      return TokenFileTest.parse(TokenFileTest.TWO_TOKENS);
    } catch (InvalidTokenFile e) {
      throw new AssertionError(e);
    }
  }

  private static String outcome(Authentication authentication) {
    return authentication.fold(Caller::subject, detail -> "401: " + detail);
  }

  @Test
  void knowsTheTokenInEachOfTheHeaders() {
    assertEquals("local", outcome(local.authenticate(TOKEN, NONE, NONE)));
    assertEquals("local", outcome(local.authenticate(NONE, TOKEN, NONE)));
    assertEquals("local", outcome(local.authenticate(NONE, NONE, TOKEN)));
  }

  @Test
  void takesDeveloperTokensInTheLocalProfileOnly() {
    assertEquals(
        "401: X-DEV-TOKEN is for local clusters only: send Authorization: Bearer",
        outcome(server.authenticate(NONE, NONE, TOKEN)));
    assertEquals("local", outcome(server.authenticate(TOKEN, NONE, NONE)));
  }

  @Test
  void wantsExactlyOneCredential() {
    assertEquals(ONE_CREDENTIAL, outcome(local.authenticate(NONE, NONE, NONE)));
    assertEquals(ONE_CREDENTIAL, outcome(local.authenticate(TOKEN, NONE, TOKEN)));
  }

  @Test
  void repeatsNothingOfAnUnknownCredential() {
    String answer = outcome(local.authenticate(Optional.of("header.payload.mac"), NONE, NONE));
    assertEquals("401: the credential is not known here", answer);
    assertFalse(answer.contains("payload"));
  }

  @Test
  void checksAForwardedCredentialLikeTheOriginal() {
    assertEquals("auditor", outcome(local.check("tagma-auditor")));
    assertEquals("401: the credential is not known here", outcome(local.check("other")));
    assertEquals("401: the credential is empty or too long", outcome(local.check("")));
    assertEquals(
        "401: the credential is empty or too long", outcome(local.check("x".repeat(16_385))));
  }
}
