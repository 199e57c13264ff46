package org.tagma.threshold.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.kat.Seed;

class SecretScalarTest {
  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void multipliesAndAddsAsPublicScalarsDo(String name) throws DecodingException {
    Curve curve = Curve.named(name);
    Seed seed = new Seed("multipliesAndAddsAsPublicScalarsDo " + name);
    for (int i = 0; i < 20; i++) {
      Scalar a = curve.randomScalar(seed);
      Scalar b = curve.randomScalar(seed);
      Point p = curve.generator().times(b);
      SecretScalar secret = SecretScalar.of(a);
      assertEquals(curve.generator().times(a), secret.timesGenerator(), seed::toString);
      assertEquals(p.times(a), secret.times(p), seed::toString);
      assertEquals(p.times(a), secret.times(p, seed), seed::toString);
      assertEquals(a.times(b), secret.times(b).disclose(), seed::toString);
      assertEquals(a.plus(b), secret.plus(SecretScalar.of(b)).disclose(), seed::toString);
      assertArrayEquals(a.encode(), secret.encode(), seed::toString);
      assertEquals(a, SecretScalar.decode(curve, secret.encode()).disclose(), seed::toString);
    }
  }

  @Test
  void isOfNoUseOnceDestroyed() {
    Curve curve = Curve.named("SECP256K1");
    SecretScalar other = SecretScalar.of(curve.scalar(3));
    SecretScalar secret = SecretScalar.of(curve.scalar(2));
    assertFalse(secret.isDestroyed());
    secret.close();
    secret.destroy();
    assertTrue(secret.isDestroyed());
    List<Executable> uses =
        List.of(
            secret::timesGenerator,
            () -> secret.times(curve.generator()),
            () -> secret.times(curve.generator(), new Seed("unused")),
            () -> secret.plus(other),
            () -> other.plus(secret),
            () -> secret.times(curve.scalar(2)),
            secret::disclose,
            secret::encode);
    for (Executable use : uses) {
      assertThrows(IllegalStateException.class, use);
    }
  }

  @Test
  void aCopyOutlivesIt() {
    Curve curve = Curve.named("ED25519");
    SecretScalar secret = SecretScalar.of(curve.scalar(0xcafe));
    SecretScalar copy = secret.copy();
    secret.destroy();
    assertEquals(curve.scalar(0xcafe), copy.disclose());
    assertThrows(IllegalStateException.class, secret::copy);
  }

  @Test
  void showsNothingOfItsValue() {
    Curve curve = Curve.named("P256");
    SecretScalar secret = SecretScalar.of(curve.scalar(0xcafe));
    assertEquals("SecretScalar[P256, redacted]", secret.toString());
    assertNotEquals(SecretScalar.of(curve.scalar(0xcafe)), secret);
  }

  @Test
  void refusesAnEncodingThatIsNotReduced() {
    Curve curve = Curve.named("P256");
    byte[] tooLarge = new byte[32];
    Arrays.fill(tooLarge, (byte) 0xff);
    assertThrows(DecodingException.class, () -> SecretScalar.decode(curve, tooLarge));
  }
}
