package org.tagma.protocols.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.verdict.Fault;

/**
 * What operators watch: how long each peer takes for each round, and the verdicts. Names and
 * labels: docs/metrics.md.
 */
@ApplicationScoped
public class RunMetrics {
  static final String ROUND = "tagma_round";
  static final String VERDICTS = "tagma_verdicts";

  private final MetricRegistry registry;
  private final Map<Place, Timer> timers = new ConcurrentHashMap<>();

  /** Where a round was answered. */
  private record Place(int keeper, String protocol, int round) {}

  /** For the container's proxy only. */
  protected RunMetrics() {
    this(null);
  }

  @Inject
  public RunMetrics(MetricRegistry registry) {
    this.registry = registry;
  }

  /** Times a round that a peer has answered. */
  public void answered(int keeper, String protocol, int round, Duration after) {
    timers.computeIfAbsent(new Place(keeper, protocol, round), this::timer).update(after);
  }

  private Timer timer(Place place) {
    return registry.timer(
        ROUND,
        new Tag("keeper", KeeperName.of(place.keeper())),
        new Tag("protocol", place.protocol()),
        new Tag("round", Integer.toString(place.round())));
  }

  /** Counts a verdict; {@code why} is its rule, cause or reason. */
  public void judged(Fault fault) {
    fault
        .verdict()
        .match(
            imposter -> count(fault, "IMPOSTER", imposter.evidence().rule()),
            dead -> count(fault, "DEAD", dead.cause().name()),
            refused -> count(fault, "REFUSED", refused.reason().name()),
            inconclusive -> count(fault, "INCONCLUSIVE", "NONE"));
  }

  private boolean count(Fault fault, String verdict, String why) {
    registry
        .counter(
            VERDICTS,
            new Tag("keeper", KeeperName.of(fault.keeper())),
            new Tag("verdict", verdict.toLowerCase(Locale.ROOT)),
            new Tag("why", why))
        .inc();
    return true;
  }
}
