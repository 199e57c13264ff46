package org.tagma.threshold.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;

/** How a simulated keeper lies: it changes the body it is about to sign. */
@FunctionalInterface
public interface Cheat {
  /** Changes {@code body} in place; leaves rounds alone in which it is honest. */
  void change(Session session, int round, ObjectNode body);

  /** The same for {@link CheatingProtocol}. */
  default CheatingProtocol.Lie asLie() {
    return (session, inbox, message) -> {
      ObjectNode body = message.toBody().deepCopy();
      change(session, inbox.round() + 1, body);
      return new Changed(body);
    };
  }

  /** The rounds of a liar that does more than to change what it signs. */
  default Round wrap(Session session, Local local, Round round) {
    return round;
  }

  /** A message with a body that an honest keeper may not have sent. */
  record Changed(ObjectNode toBody) implements Message {}
}
