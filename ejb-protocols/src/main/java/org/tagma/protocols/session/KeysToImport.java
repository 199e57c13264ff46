package org.tagma.protocols.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.threshold.importing.PrivateKeySource;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.secret.SecretScalar;

/**
 * The private keys that clients have given this keeper to deal, each for as long as its operation
 * runs: in memory only, and for no session but one that this keeper coordinates itself.
 */
@ApplicationScoped
public class KeysToImport implements PrivateKeySource {
  private final KeeperConfiguration configuration;
  private final Map<String, SecretScalar> byOperation = new HashMap<>();

  /** For the container's proxy only. */
  protected KeysToImport() {
    this(null);
  }

  @Inject
  public KeysToImport(KeeperConfiguration configuration) {
    this.configuration = configuration;
  }

  /** Keeps a copy of a key until it is {@link #forget forgotten}. */
  public synchronized void hold(String operationId, SecretScalar privateKey) {
    byOperation.put(operationId, privateKey.copy());
  }

  /** Erases what is held for an operation. */
  public synchronized void forget(String operationId) {
    SecretScalar held = byOperation.remove(operationId);
    if (held != null) {
      held.destroy();
    }
  }

  @Override
  public synchronized Optional<SecretScalar> privateKey(Session session) {
    return session.preimage().coordinator() == configuration.number()
        ? Optional.ofNullable(byOperation.get(session.preimage().operationId()))
            .map(SecretScalar::copy)
        : Optional.empty();
  }
}
