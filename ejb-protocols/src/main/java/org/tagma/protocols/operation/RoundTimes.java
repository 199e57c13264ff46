package org.tagma.protocols.operation;

import java.time.Duration;

/** Hears how long peers take for their rounds. */
@FunctionalInterface
interface RoundTimes {
  /** A peer has answered a round, whatever its answer is worth. */
  void answered(int keeper, String protocol, int round, Duration after);
}
