package org.tagma.threshold.round;

import java.util.List;
import java.util.function.Function;
import org.tagma.threshold.verdict.Offence;

/** What comes of a round. */
public sealed interface Step {
  /** The keeper sends {@code outbox} and waits in {@code round} for everybody's. */
  record Next(Round round, Outbox outbox) implements Step {}

  /** The protocol is through. */
  record Done(Object result) implements Step {}

  /** Checks failed that this keeper alone had to make; whoever they name is in the list. */
  record Blamed(List<Offence> offences) implements Step {
    public Blamed {
      offences = List.copyOf(offences);
    }
  }

  /** Folds over the three cases. */
  default <T> T match(Function<Next, T> next, Function<Done, T> done, Function<Blamed, T> blamed) {
    if (this instanceof Next n) {
      return next.apply(n);
    }
    if (this instanceof Done d) {
      return done.apply(d);
    }
    return blamed.apply((Blamed) this);
  }
}
