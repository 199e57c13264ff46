package org.tagma.protocols.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.persistence.tokens.TokenUse;
import org.tagma.persistence.tokens.TokenUseRepository;
import org.tagma.protocols.access.TokenBinding;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeeperName;

/**
 * A token for one request serves one operation of one coordinator on this keeper, with all its
 * attempts and rounds, and no other one, across restarts too.
 */
@ApplicationScoped
public class TokenUses {
  private final TokenUseRepository uses;
  private final KeeperIdentity identity;

  /** For the container's proxy only. */
  protected TokenUses() {
    this(null, null);
  }

  @Inject
  public TokenUses(TokenUseRepository uses, KeeperIdentity identity) {
    this.uses = uses;
    this.identity = identity;
  }

  /**
   * Uses a token for an operation, durably; false when it served another one.
   *
   * @throws StorageUnavailable when that could not be made durable: the token is not to be taken
   */
  public boolean use(TokenBinding token, int coordinator, String operationId) {
    return uses.use(
            new TokenUse(
                token.token(), KeeperName.of(coordinator), operationId, token.expiresAt()))
        .await();
  }

  /** The same for an operation that this keeper coordinates. */
  public boolean use(TokenBinding token, String operationId) {
    return use(token, identity.keeper(), operationId);
  }
}
