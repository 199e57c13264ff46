package org.tagma.threshold.importing;

import java.util.Optional;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.secret.SecretScalar;

/** Where a dealer has the private key from: it is in no message, and no session asks for it. */
@FunctionalInterface
public interface PrivateKeySource {
  /** For those who judge an import, and deal in none. */
  PrivateKeySource NONE = session -> Optional.empty();

  /**
   * The private key that this keeper was given to deal in {@code session}, a copy that is the
   * caller's to destroy; empty when it was given none.
   */
  Optional<SecretScalar> privateKey(Session session);
}
