package org.tagma.protocols.operation;

import java.util.Optional;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.moduli.ModuliStatus;
import org.tagma.threshold.paillier.ParameterSet;

/** Sets up the moduli of threshold ECDSA, with all keepers. */
public interface ModuliSetup {
  /** The name of the operation in the audit. */
  String EVENT = "aux";

  /** How far this keeper is with its moduli. */
  ModuliStatus status();

  /**
   * Has all keepers certify new moduli: the next epoch. The one before stays in use till then.
   *
   * @param wanted how large they have to be; empty for as large as this keeper makes them
   */
  ModuliCertified renew(RequestContext context, Optional<ParameterSet> wanted)
      throws OperationFailed;
}
