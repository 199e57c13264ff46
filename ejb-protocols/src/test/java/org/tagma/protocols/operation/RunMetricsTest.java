package org.tagma.protocols.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Verdict;

class RunMetricsTest {
  private final List<String> recorded = new ArrayList<>();
  private final RunMetrics metrics = new RunMetrics(registry());

  @Test
  void timesEachPeerProtocolAndRound() {
    metrics.answered(2, "FROST", 1, Duration.ofMillis(3));
    metrics.answered(2, "FROST", 1, Duration.ofMillis(4));
    metrics.answered(3, "DKG", 5, Duration.ofMillis(5));
    assertEquals(
        List.of(
            "tagma_round keeper=keeper-2 protocol=FROST round=1 update PT0.003S",
            "tagma_round keeper=keeper-2 protocol=FROST round=1 update PT0.004S",
            "tagma_round keeper=keeper-3 protocol=DKG round=5 update PT0.005S"),
        recorded);
  }

  @Test
  void countsVerdictsByWhy() {
    metrics.judged(new Fault(2, new Verdict.Dead(CauseOfDeath.ROUND_TIMEOUT, 1500), 1, 1));
    metrics.judged(new Fault(3, new Verdict.Refused(RefusalReason.SEALED, 0), 1, 2));
    metrics.judged(new Fault(3, new Verdict.Inconclusive(), 2, 3));
    assertEquals(
        List.of(
            "tagma_verdicts keeper=keeper-2 verdict=dead why=ROUND_TIMEOUT inc",
            "tagma_verdicts keeper=keeper-3 verdict=refused why=SEALED inc",
            "tagma_verdicts keeper=keeper-3 verdict=inconclusive why=NONE inc"),
        recorded);
  }

  private MetricRegistry registry() {
    return (MetricRegistry)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {MetricRegistry.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "timer" -> metric(Timer.class, arguments);
                  case "counter" -> metric(Counter.class, arguments);
                  default -> throw new UnsupportedOperationException(called.getName());
                });
  }

  private Object metric(Class<?> type, Object[] named) {
    String tags =
        Arrays.stream((Tag[]) named[1])
            .map(tag -> tag.getTagName() + "=" + tag.getTagValue())
            .collect(Collectors.joining(" "));
    return Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {type},
        (proxy, called, arguments) -> {
          String value = arguments == null ? "" : " " + arguments[0];
          recorded.add(named[0] + " " + tags + " " + called.getName() + value);
          return null;
        });
  }
}
