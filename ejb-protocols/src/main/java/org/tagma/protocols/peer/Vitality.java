package org.tagma.protocols.peer;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.tagma.threshold.verdict.CauseOfDeath;

/**
 * What is known about one peer: alive or dead, and since how many strikes.
 *
 * <p>A death in a round starts back-off at once: 1 s, doubled by each further death until a round
 * is answered again, at most 60 s. The peer lives again after a good probe, once the back-off is
 * over: so one that answers probes and goes silent in rounds costs ever less. Failed probes keep a
 * peer dead but do not prolong its back-off: a keeper that returns is used within a probe or two.
 */
final class Vitality {
  static final long FIRST_BACK_OFF = TimeUnit.SECONDS.toNanos(1);
  static final long LONGEST_BACK_OFF = TimeUnit.SECONDS.toNanos(60);

  private final Set<PeerDeadline> unproven = EnumSet.noneOf(PeerDeadline.class);
  private KeeperState probed = KeeperState.NOT_READY;
  private CauseOfDeath cause;
  private int strikes;
  private long backOffEnds;

  /** A round, or anything but a probe, ended in a death. */
  synchronized void died(PeerDeadline in, CauseOfDeath why, long now) {
    unproven.add(in);
    if (cause != null) {
      return; // rounds in flight together die together: one strike
    }
    cause = why;
    strikes++;
    backOffEnds = now + Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF << Math.min(strikes - 1, 6));
  }

  /** What keeps a dead peer dead may have changed: a keeper may be back with an old certificate. */
  synchronized void probeFailed(CauseOfDeath why, long now) {
    if (cause == null) {
      backOffEnds = now;
    }
    cause = why;
  }

  /** A good probe through these deadline classes; the peer lives if it died in no other. */
  synchronized void probeAnswered(KeeperState state, Collection<PeerDeadline> proven, long now) {
    probed = state;
    if (cause != null && now - backOffEnds >= 0 && proven.containsAll(unproven)) {
      cause = null;
      unproven.clear();
    }
  }

  /** A round was answered, in time and usably: neither a probe nor a CLOSE proves that much. */
  synchronized void answeredRound() {
    if (cause == null) {
      strikes = 0;
    }
  }

  /** The deadline classes whose circuits may be open: they want a trial before the peer lives. */
  synchronized Set<PeerDeadline> unproven() {
    return Set.copyOf(unproven);
  }

  synchronized Optional<CauseOfDeath> causeOfDeath() {
    return Optional.ofNullable(cause);
  }

  synchronized KeeperState state() {
    return cause == null ? probed : KeeperState.UNAVAILABLE;
  }
}
