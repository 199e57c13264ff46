package org.tagma.threshold.paillier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.kat.Seed;

class IntervalTest {
  @Test
  void hasBothBoundsAndNothingBeyond() {
    Interval interval = Interval.ofBits(768);
    BigInteger bound = BigInteger.ONE.shiftLeft(768);
    assertTrue(interval.contains(bound) && interval.contains(bound.negate()));
    assertFalse(interval.contains(bound.add(BigInteger.ONE)));
    assertFalse(interval.contains(bound.add(BigInteger.ONE).negate()));
  }

  @Test
  void drawsEveryElementAboutAsOften() {
    Seed seed = new Seed("drawsEveryElementAboutAsOften");
    Interval interval = Interval.ofBits(1);
    var drawn = new TreeMap<BigInteger, Integer>();
    for (int i = 0; i < 5000; i++) {
      drawn.merge(interval.sample(seed), 1, Integer::sum);
    }
    assertEquals(BigInteger.valueOf(-2), drawn.firstKey());
    assertEquals(BigInteger.TWO, drawn.lastKey());
    assertTrue(drawn.values().stream().allMatch(n -> n > 850 && n < 1150), drawn::toString);
  }

  @Test
  void theMaskOfAnAddendIsAsWideAsItSays() {
    Seed seed = new Seed("theMaskOfAnAddendIsAsWideAsItSays");
    Interval masks = Interval.ofBits(ParameterSet.L_PRIME);
    for (int i = 0; i < 100; i++) {
      assertTrue(masks.sample(seed).abs().bitLength() > 1200, seed::toString);
    }
  }
}
