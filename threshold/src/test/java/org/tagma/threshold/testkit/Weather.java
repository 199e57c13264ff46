package org.tagma.threshold.testkit;

/**
 * What the simulated network and machines do to messages and keepers; percentages are per message.
 *
 * @param loss a message is lost
 * @param duplication a message arrives twice
 * @param maxDelayMillis messages take from 1 to so many milliseconds, so they overtake each other
 * @param slow a message takes longer than a round's deadline
 * @param crash a keeper crashes as a message reaches it, before or after it works on it
 * @param restart a keeper that crashed is back by the next message
 */
public record Weather(
    int loss, int duplication, int maxDelayMillis, int slow, int crash, int restart) {
  /** Nothing ever goes wrong. */
  public static final Weather CALM = new Weather(0, 0, 5, 0, 0, 0);

  /** Some weather for a seed: from a breeze to a storm. */
  public static Weather of(SeededRandom random) {
    return new Weather(
        random.nextInt(4) == 0 ? 0 : random.nextInt(25),
        random.nextInt(25),
        1 + random.nextInt(600),
        random.nextInt(3) == 0 ? random.nextInt(8) : 0,
        random.nextInt(2) == 0 ? random.nextInt(6) : 0,
        random.nextInt(100));
  }
}
