package org.tagma.protocols.keeper;

import java.io.IOException;

/** A seal that the keeper opens by itself. */
interface AutomaticSeal {

  /**
   * The key that wraps the data key.
   *
   * @return the caller's to erase
   * @throws SealFailure when what holds the key is missing or is not what it should be
   */
  SymmetricKey wrappingKey() throws SealFailure, IOException;
}
