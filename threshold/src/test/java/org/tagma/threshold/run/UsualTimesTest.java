package org.tagma.threshold.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UsualTimesTest {
  private final UsualTimes times = new UsualTimes(3, 100);

  @Test
  void nobodyIsLateWhoseUsualTimeIsUnknown() {
    assertEquals(OptionalLong.empty(), times.lateAfter(2, "FROST", 1));
  }

  @Test
  void aKeeperIsLateAfterThreeTimesItsUsualAnswer() {
    times.answered(2, "FROST", 1, 80);
    assertEquals(OptionalLong.of(240), times.lateAfter(2, "FROST", 1));
  }

  @Test
  void aFastKeeperIsNotLateBeforeTheFloor() {
    times.answered(2, "FROST", 1, 1.5);
    assertEquals(OptionalLong.of(100), times.lateAfter(2, "FROST", 1));
  }

  @Test
  void keepersProtocolsAndRoundsHaveTimesOfTheirOwn() {
    times.answered(2, "FROST", 1, 80);
    assertEquals(OptionalLong.empty(), times.lateAfter(3, "FROST", 1));
    assertEquals(OptionalLong.empty(), times.lateAfter(2, "FROST", 2));
    assertEquals(OptionalLong.empty(), times.lateAfter(2, "DKG", 1));
  }

  @Test
  void oneSlowAnswerMovesTheAverageALittleAndManyMoveItAllTheWay() {
    times.answered(2, "FROST", 1, 80);
    times.answered(2, "FROST", 1, 160);
    assertEquals(OptionalLong.of(270), times.lateAfter(2, "FROST", 1)); // 3 x (80 + 80 / 8)
    for (int i = 0; i < 100; i++) {
      times.answered(2, "FROST", 1, 160);
    }
    assertEquals(OptionalLong.of(480), times.lateAfter(2, "FROST", 1));
  }
}
