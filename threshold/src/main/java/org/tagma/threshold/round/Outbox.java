package org.tagma.threshold.round;

import java.util.List;

/**
 * What a keeper sends to everybody in a round.
 *
 * @param effects to be committed, in order, before the message leaves
 */
public record Outbox(Message message, List<Effect> effects) {
  public Outbox {
    effects = List.copyOf(effects);
  }

  /** A message that may leave at once. */
  public static Outbox of(Message message) {
    return new Outbox(message, List.of());
  }
}
