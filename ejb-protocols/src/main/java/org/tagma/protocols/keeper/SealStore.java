package org.tagma.protocols.keeper;

import java.io.IOException;
import java.util.Optional;

/** Where the wrapped data key lies. */
public interface SealStore {
  /** The wrapped data key; empty before the keeper is initialised. */
  Optional<byte[]> load() throws IOException;

  /**
   * Stores the wrapped data key durably. The first one stays.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is one already
   */
  void store(byte[] wrapped) throws IOException;
}
