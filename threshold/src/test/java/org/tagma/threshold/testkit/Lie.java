package org.tagma.threshold.testkit;

import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.tagma.threshold.verdict.Rule;

/**
 * A lie and the rule it breaks.
 *
 * @param start makes a keeper lie from now on
 */
public record Lie(String name, Rule rule, Consumer<SimulatedKeeper> start) {
  /** A lie in the body of a message. */
  public Lie(String name, Rule rule, Cheat cheat) {
    this(name, rule, (Consumer<SimulatedKeeper>) keeper -> keeper.cheat(cheat));
  }

  /**
   * A lie in the body of a message that depends on who tells it.
   *
   * @param by how the keeper of a number tells it
   */
  public static Lie by(String name, Rule rule, IntFunction<Cheat> by) {
    return new Lie(name, rule, keeper -> keeper.cheat(by.apply(keeper.number())));
  }

  /** A lie in what surrounds a body, or comes in its place. */
  public static Lie answering(String name, Rule rule, Trick trick) {
    return new Lie(name, rule, (Consumer<SimulatedKeeper>) keeper -> keeper.trick(trick));
  }
}
