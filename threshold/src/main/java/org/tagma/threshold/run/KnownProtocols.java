package org.tagma.threshold.run;

import java.util.List;
import org.tagma.threshold.auxiliary.AuxSetup;
import org.tagma.threshold.auxiliary.ModuliSource;
import org.tagma.threshold.destroy.Destroy;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.ecies.Ecies;
import org.tagma.threshold.frost.Frost;
import org.tagma.threshold.gg20.Gg20;
import org.tagma.threshold.importing.Import;
import org.tagma.threshold.importing.PrivateKeySource;
import org.tagma.threshold.refresh.Refresh;
import org.tagma.threshold.repair.Repair;
import org.tagma.threshold.reshare.Reshare;
import org.tagma.threshold.round.ProtocolRegistry;

/** Every protocol that Tagma speaks: a new one is one line here. */
public final class KnownProtocols {
  private static final ProtocolRegistry ALL = with(ModuliSource.NONE, PrivateKeySource.NONE);

  private KnownProtocols() {}

  /**
   * The same for a keeper.
   *
   * @param moduli where its new moduli come from
   * @param privateKeys where it has those from that it is to deal
   */
  public static ProtocolRegistry with(ModuliSource moduli, PrivateKeySource privateKeys) {
    return new ProtocolRegistry(
        List.of(
            new Dkg(),
            new Import(privateKeys),
            new Refresh(),
            new Reshare(),
            new Repair(),
            new Destroy(),
            new Frost(),
            new Ecies(),
            new AuxSetup(moduli),
            new Gg20()));
  }

  public static ProtocolRegistry all() {
    return ALL;
  }
}
