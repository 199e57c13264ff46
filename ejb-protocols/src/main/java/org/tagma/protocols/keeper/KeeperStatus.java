package org.tagma.protocols.keeper;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.tagma.protocols.access.JwtRules;
import org.tagma.protocols.failure.OperationFailed;

/** What a keeper says of itself and of its cluster; asks no peer. */
public interface KeeperStatus {

  /** This keeper, {@code keeper-N}. */
  String id();

  /** The state of the seal. */
  SealStatus seal();

  /**
   * Whether operations can succeed here: this keeper is unsealed, self-tested and warm, and it
   * reaches a quorum.
   */
  boolean ready();

  /** Why this keeper must use its database for nobody; empty when it may. */
  Optional<String> objection();

  /**
   * The cluster as this keeper sees it.
   *
   * @throws OperationFailed with AUDIT_NOT_AVAILABLE when it cannot read its own quarantine
   */
  ClusterStatus cluster() throws OperationFailed;

  /** Which JSON Web Tokens this keeper takes; empty where it takes none. */
  Optional<JwtRules> jwt();

  /** Whether it takes developer tokens. */
  boolean developerTokens();

  /** Every identity key ever used by any keeper, a JWK set (RFC 7517 section 5). */
  JsonNode identityKeys();
}
