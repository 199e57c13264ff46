package org.tagma.threshold.testkit;

/** Time in the simulator: it passes only when something is waited for. */
public final class VirtualClock {
  private long now = 1_767_225_600_000L;

  public long now() {
    return now;
  }

  void advanceTo(long time) {
    now = Math.max(now, time);
  }

  public void advance(long millis) {
    now += millis;
  }
}
