package org.tagma.protocols.peer;

import java.util.Optional;

/** What a probe says and how its answer is judged: signed PROBE messages. */
public interface ProbeExchange {
  /** A fresh PROBE for this keeper. */
  byte[] question(int keeper);

  /**
   * What the answer says of the keeper.
   *
   * @return READY or NOT_READY; empty if the answer holds nothing attributable to this keeper and
   *     this question
   */
  Optional<KeeperState> judge(int keeper, byte[] question, byte[] answer);
}
