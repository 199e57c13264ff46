package org.tagma.threshold.round;

/**
 * One round of a protocol, with whatever one keeper remembers between two rounds. Pure: no I/O, no
 * clock, no thread. Stepped once; the checks that anyone can repeat ({@link Protocol#offences})
 * have been made on the inbox before.
 */
public interface Round {
  /**
   * Goes on with everybody's messages of the round before; the first round has an empty inbox.
   *
   * @param tasks runs independent heavy work on whatever executor the caller likes
   */
  Step step(Inbox inbox, Tasks tasks);

  /** Erases the secrets of a round that will not be stepped any more. */
  default void destroy() {}
}
