package org.tagma.protocols.operation;

import java.time.Duration;
import java.util.OptionalLong;

/** Hears how long peers take for their rounds, and knows from that when one is late. */
@FunctionalInterface
interface RoundTimes {
  /** A peer has answered a round, whatever its answer is worth. */
  void answered(int keeper, String protocol, int round, Duration after);

  /** After how many milliseconds without an answer it is late; empty where that is not known. */
  default OptionalLong lateAfter(int keeper, String protocol, int round) {
    return OptionalLong.empty();
  }
}
