package org.tagma.threshold.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.round.Session;

/** How a simulated keeper lies: it changes the body it is about to sign. */
@FunctionalInterface
public interface Cheat {
  /** Changes {@code body} in place; leaves rounds alone in which it is honest. */
  void change(Session session, int round, ObjectNode body);
}
