package org.tagma.protocols.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsTest {
  private static boolean allow(String permission, String... grants) {
    return Permissions.of(List.of(grants)).allow(permission);
  }

  @Test
  void allowsNothingByDefault() {
    assertFalse(Permissions.none().allow("tagma.audit.read"));
  }

  @Test
  void allowsExactlyWhatIsGranted() {
    assertTrue(allow("tagma.key.pay:eu-1.sign", "tagma.key.pay:eu-1.sign"));
    assertFalse(allow("tagma.key.pay:eu-1.verify", "tagma.key.pay:eu-1.sign"));
    assertFalse(allow("tagma.key.pay:eu-10.sign", "tagma.key.pay:eu-1.sign"));
    assertFalse(allow("tagma.key.pay:eu-1.signs", "tagma.key.pay:eu-1.sign"));
  }

  @Test
  void letsAStarStandForAnyRunWithinOneSegment() {
    assertTrue(allow("tagma.key.pay:eu-1.sign", "tagma.key.*.sign"));
    assertTrue(allow("tagma.key.pay:eu-1.sign", "tagma.key.pay:*.sign"));
    assertTrue(allow("tagma.key.pay:eu-1.sign", "tagma.key.pay*-1.*"));
    assertFalse(allow("tagma.key.other.sign", "tagma.key.pay:*.sign"));
    assertFalse(allow("tagma.key.pay:eu-1.sign", "tagma.*.sign"));
    assertFalse(allow("tagma.key.pay:eu-1.sign", "tagma.key.*"));
    assertFalse(allow("tagma.audit.log.verify", "tagma.*.*"));
    assertTrue(allow("tagma.audit.log.verify", "tagma.*.*.*"));
  }

  @Test
  void letsADenialWinOverEveryGrantWhereverItStands() {
    String[] grants = {"-tagma.key.root.sign", "tagma.key.*.*", "tagma.key.root.sign"};
    assertFalse(allow("tagma.key.root.sign", grants));
    assertTrue(allow("tagma.key.root.verify", grants));
    assertTrue(allow("tagma.key.other.sign", grants));
    assertFalse(allow("tagma.key.other.sign", "tagma.key.other.sign", "-tagma.*.*.*"));
  }

  @Test
  void takesNoCharacterOfAGrantForARegularExpression() {
    assertFalse(allow("tagma.keyXx.sign.x", "tagma.key.x.sign"));
    assertThrows(IllegalArgumentException.class, () -> allow("", "tagma.key.(a|b).sign"));
    assertThrows(IllegalArgumentException.class, () -> allow("", "tagma.key.\\Ea.sign"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "tagma",
        "tagma.*",
        "tagma.a.b.c.d",
        "other.key.a.sign",
        "tagma.key.**.sign",
        "tagma.key.a*b*c.sign",
        "--tagma.audit.read",
        "tagma.audit.read ",
        "tagma.audit.re\nad"
      })
  void refusesAGrantThatCouldNeverMatchAsMeant(String grant) {
    assertThrows(IllegalArgumentException.class, () -> Permissions.of(List.of(grant)));
  }

  @Test
  void namesThePermissionOfAKey() {
    assertEquals("tagma.key.pay:eu-1.sign", Permissions.key("pay:eu-1", "sign"));
  }
}
