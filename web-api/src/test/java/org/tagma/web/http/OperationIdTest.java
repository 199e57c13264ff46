package org.tagma.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class OperationIdTest {

  @Test
  void isTheExampleOfTheStandard() {
    // RFC 9562 appendix A.6: 2022-02-22T19:22:22Z, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F
    assertEquals(
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        OperationId.of(1645557742000L, 0xCC3, 0x18C4DC0C0C07398FL));
  }

  @Test
  void isAUuidOfVersionSevenWhateverTheRandomBits() {
    for (long bits : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      UUID id = UUID.fromString(OperationId.of(1645557742000L, bits, bits));
      assertEquals(7, id.version());
      assertEquals(2, id.variant());
      assertEquals(1645557742000L, id.getMostSignificantBits() >>> 16);
    }
  }

  @Test
  void sortsByTheTimeOfArrival() {
    assertTrue(
        OperationId.of(1645557742000L, -1, -1).compareTo(OperationId.of(1645557742001L, 0, 0)) < 0);
  }
}
