package org.tagma.threshold.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.kat.Seed;

class ShamirTest {
  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void anyQuorumGivesTheSecretAndEveryOtherShare(String name) {
    Curve curve = Curve.named(name);
    Seed seed = new Seed("anyQuorumGivesTheSecretAndEveryOtherShare " + name);
    for (int t = 1; t <= 6; t++) {
      int n = t + seed.nextInt(5);
      ShamirPolynomial f = ShamirPolynomial.random(curve, t, seed);
      List<Integer> keepers = new ArrayList<>(IntStream.rangeClosed(1, n).boxed().toList());
      Collections.shuffle(keepers, seed);
      List<Integer> quorum = keepers.subList(0, t);
      assertEquals(f.constant().disclose(), interpolate(curve, f, 0, quorum), seed::toString);
      for (int x = 1; x <= n; x++) {
        assertEquals(f.at(x).disclose(), interpolate(curve, f, x, quorum), seed::toString);
      }
      if (t > 1) {
        assertNotEquals(
            f.constant().disclose(), interpolate(curve, f, 0, keepers.subList(0, t - 1)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void sharesASecretThatIsGiven(String name) {
    Curve curve = Curve.named(name);
    Seed seed = new Seed("sharesASecretThatIsGiven " + name);
    SecretScalar secret = SecretScalar.random(curve, seed);
    for (int t = 1; t <= 4; t++) {
      ShamirPolynomial f = ShamirPolynomial.sharing(secret, t, seed);
      List<Integer> quorum = IntStream.rangeClosed(1, t).boxed().toList();
      assertEquals(secret.disclose(), interpolate(curve, f, 0, quorum), seed::toString);
      assertEquals(t, f.commit().points().size());
      f.destroy();
    }
    assertEquals(curve, secret.curve(), "it is the caller's");
    assertThrows(IllegalArgumentException.class, () -> ShamirPolynomial.sharing(secret, 0, seed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void everyShareFitsItsCommitment(String name) {
    Curve curve = Curve.named(name);
    Seed seed = new Seed("everyShareFitsItsCommitment " + name);
    for (int t = 1; t <= 5; t++) {
      ShamirPolynomial f = ShamirPolynomial.random(curve, t, seed);
      ShamirPolynomial g = ShamirPolynomial.random(curve, t, seed);
      FeldmanCommitment ofF = f.commit();
      FeldmanCommitment ofG = g.commit();
      assertEquals(t, ofF.points().size());
      assertEquals(f.constant().timesGenerator(), ofF.constant(), seed::toString);
      for (int x : new int[] {1, 2, 3, 16, 65535, Integer.MAX_VALUE}) {
        Point share = f.at(x).timesGenerator();
        assertEquals(share, ofF.at(x), seed::toString);
        assertEquals(
            share.plus(g.at(x).timesGenerator()),
            FeldmanCommitment.shareOf(List.of(ofF, ofG), x),
            seed::toString);
      }
    }
  }

  @Test
  void aPolynomialOfGivenCoefficientsIsTheirs() {
    Curve curve = Curve.named("P256");
    SecretScalar five = SecretScalar.of(curve.scalar(5));
    ShamirPolynomial f = ShamirPolynomial.of(List.of(five, SecretScalar.of(curve.scalar(7))));
    five.destroy(); // the polynomial has a copy
    assertEquals(curve.scalar(5 + 3 * 7), f.at(3).disclose());
    assertEquals(curve.scalar(5), f.constant().disclose());
    assertEquals("ShamirPolynomial[degree 1, redacted]", f.toString());
    f.destroy();
    assertTrue(f.isDestroyed());
    assertThrows(IllegalStateException.class, () -> f.at(1));
    assertThrows(IllegalStateException.class, f::constant);
    assertThrows(IllegalStateException.class, f::commit);
  }

  @Test
  void refusesNumbersThatAreNoShares() {
    Curve curve = Curve.named("P256");
    ShamirPolynomial f = ShamirPolynomial.random(curve, 2, new Seed("refuses"));
    assertThrows(IllegalArgumentException.class, () -> f.at(0));
    assertThrows(IllegalArgumentException.class, () -> f.at(-1));
    assertThrows(
        IllegalArgumentException.class, () -> ShamirPolynomial.random(curve, 0, new Seed("t")));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            FeldmanCommitment.shareOf(
                List.of(f.commit(), new FeldmanCommitment(List.of(curve.generator()))), 1));
    for (List<Integer> quorum :
        List.of(List.of(1, 1), List.of(2, 3), List.of(1, 0), List.of(1, -1), List.<Integer>of())) {
      assertThrows(IllegalArgumentException.class, () -> Lagrange.atZero(curve, 1, quorum));
    }
  }

  private static Scalar interpolate(Curve curve, ShamirPolynomial f, int x, List<Integer> quorum) {
    Scalar sum = curve.scalar(0);
    for (int i : quorum) {
      sum = sum.plus(Lagrange.at(curve, x, i, quorum).times(f.at(i).disclose()));
    }
    return sum;
  }
}
