package org.tagma.protocols.peer;

import java.time.Duration;

/** How long an exchange of each deadline class may take. */
public interface Deadlines {
  Duration of(PeerDeadline deadline);
}
