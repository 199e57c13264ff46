package org.tagma.protocols.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.threshold.run.UsualTimes;

/**
 * How long each peer takes: shown in the metrics, and the measure by which it is late, {@code
 * tagma.hedge.factor} times its usual answer and at least {@code tagma.hedge.floor}.
 */
@ApplicationScoped
public class AnswerTimes implements RoundTimes {
  private final RunMetrics metrics;
  private final Optional<UsualTimes> usual;

  /** For the container's proxy only. */
  protected AnswerTimes() {
    metrics = null;
    usual = Optional.empty();
  }

  @Inject
  public AnswerTimes(RunMetrics metrics, KeeperConfiguration configuration) {
    this.metrics = metrics;
    usual =
        configuration.hedgeFactor() == 0
            ? Optional.empty()
            : Optional.of(
                new UsualTimes(configuration.hedgeFactor(), configuration.hedgeFloor().toMillis()));
  }

  @Override
  public void answered(int keeper, String protocol, int round, Duration after) {
    metrics.answered(keeper, protocol, round, after);
    double millis = after.toNanos() / (double) TimeUnit.MILLISECONDS.toNanos(1);
    usual.ifPresent(times -> times.answered(keeper, protocol, round, millis));
  }

  @Override
  public OptionalLong lateAfter(int keeper, String protocol, int round) {
    return usual.isEmpty() ? OptionalLong.empty() : usual.get().lateAfter(keeper, protocol, round);
  }
}
