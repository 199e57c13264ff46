package org.tagma.threshold.run;

import java.util.List;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.ecies.Ecies;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.gg20.Gg20;
import org.tagma.threshold.refresh.Refresh;
import org.tagma.threshold.round.ProtocolRegistry;

/** Every protocol that Tagma speaks: a new one is one line here. */
public final class KnownProtocols {
  private static final ProtocolRegistry ALL =
      new ProtocolRegistry(
          List.of(new Dkg(), new Refresh(), new Frost(), new Gg20(), new Ecies()));

  private KnownProtocols() {}

  public static ProtocolRegistry all() {
    return ALL;
  }
}
