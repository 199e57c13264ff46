package org.tagma.protocols.keeper;

import java.io.IOException;
import java.util.Optional;

/** Where the wrapped data key lies. */
public interface SealStore {
  /** The wrapped data key; empty before the keeper is initialised. */
  Optional<byte[]> load() throws IOException;

  /** Stores the wrapped data key durably; the first one stays: a second is an error. */
  void store(byte[] wrapped) throws IOException;
}
