package org.tagma.protocols.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallerRatesTest {
  private static final OptionalInt PASSES = OptionalInt.empty();

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000); // it may overflow
  private final CallerRates rates = new CallerRates(10, 3, now::get);

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private void comes(String caller, int times) {
    for (int i = 0; i < times; i++) {
      assertEquals(PASSES, rates.refuse(caller), caller + " " + i);
    }
  }

  @Test
  void takesAsManyAtOnceAsItSaysAndThenOneAtATime() {
    comes("anna", 3);
    assertEquals(OptionalInt.of(1), rates.refuse("anna"));
    pass(Duration.ofMillis(99));
    assertEquals(OptionalInt.of(1), rates.refuse("anna"));
    pass(Duration.ofMillis(1));
    comes("anna", 1);
    assertEquals(OptionalInt.of(1), rates.refuse("anna"));
  }

  @Test
  void aCallerThatWasQuietMayComeAsOftenAgainAndNotMore() {
    comes("anna", 3);
    pass(Duration.ofHours(1));
    comes("anna", 3);
    assertEquals(OptionalInt.of(1), rates.refuse("anna"));
  }

  @Test
  void saysAfterHowManySecondsToComeAgain() {
    CallerRates slow = new CallerRates(1, 1, now::get);
    assertEquals(PASSES, slow.refuse("anna"));
    pass(Duration.ofMillis(1));
    assertEquals(OptionalInt.of(1), slow.refuse("anna"));
    pass(Duration.ofMillis(999));
    assertEquals(PASSES, slow.refuse("anna"));
  }

  @Test
  void oneCallerTakesNothingFromAnother() {
    comes("anna", 3);
    assertEquals(OptionalInt.of(1), rates.refuse("anna"));
    comes("bert", 3);
  }

  @Test
  void withoutALimitEverybodyPasses() {
    CallerRates any = new CallerRates(0, 1, now::get);
    for (int i = 0; i < 1_000; i++) {
      assertEquals(PASSES, any.refuse("anna"));
    }
    assertEquals(OptionalLong.empty(), any.toRecord("anna"));
  }

  @Test
  void recordsTheFirstRefusalAndThenOneAMinuteWithTheirNumber() {
    comes("anna", 3);
    assertEquals(OptionalLong.empty(), rates.toRecord("anna"));
    rates.refuse("anna");
    assertEquals(OptionalLong.of(1), rates.toRecord("anna"));
    rates.refuse("anna");
    rates.refuse("anna");
    assertEquals(OptionalLong.empty(), rates.toRecord("anna"));
    pass(Duration.ofSeconds(60));
    assertEquals(OptionalLong.of(2), rates.toRecord("anna"));
    assertEquals(OptionalLong.empty(), rates.toRecord("anna"));
    assertEquals(OptionalLong.empty(), rates.toRecord("bert"));
  }

  @Test
  void forgetsWhoWasQuietAndNobodyElse() {
    for (int caller = 1; caller < 10_000; caller++) {
      comes("caller-" + caller, 1);
    }
    pass(Duration.ofSeconds(1));
    comes("anna", 3);
    assertEquals(1, rates.known());
    assertEquals(OptionalInt.of(1), rates.refuse("anna"));
  }
}
