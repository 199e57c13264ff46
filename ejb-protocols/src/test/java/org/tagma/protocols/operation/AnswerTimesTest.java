package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.keeper.KeeperConfiguration;

class AnswerTimesTest {
  private final List<String> shown = new ArrayList<>();

  private final class Shown extends RunMetrics {
    @Override
    public void answered(int keeper, String protocol, int round, Duration after) {
      shown.add(keeper + " " + protocol + " " + round + " " + after);
    }
  }

  private static final class Settings extends KeeperConfiguration {
    private final int factor;

    Settings(int factor) {
      this.factor = factor;
    }

    @Override
    public int hedgeFactor() {
      return factor;
    }

    @Override
    public Duration hedgeFloor() {
      return Duration.ofMillis(70);
    }
  }

  @Test
  void aPeerIsLateAfterTheFactorTimesItsUsualAnswerAndNotBeforeTheFloor() {
    AnswerTimes times = new AnswerTimes(new Shown(), new Settings(2));
    times.answered(2, "FROST", 1, Duration.ofMillis(50));
    times.answered(3, "FROST", 1, Duration.ofNanos(2_500_000));
    assertEquals(OptionalLong.of(100), times.lateAfter(2, "FROST", 1));
    assertEquals(OptionalLong.of(70), times.lateAfter(3, "FROST", 1));
    assertEquals(List.of("2 FROST 1 PT0.05S", "3 FROST 1 PT0.0025S"), shown);
  }

  @Test
  void withTheFactorZeroNobodyIsLate() {
    AnswerTimes times = new AnswerTimes(new Shown(), new Settings(0));
    times.answered(2, "FROST", 1, Duration.ofMillis(50));
    assertEquals(OptionalLong.empty(), times.lateAfter(2, "FROST", 1));
    assertEquals(List.of("2 FROST 1 PT0.05S"), shown);
  }
}
