package org.tagma.protocols.keeper;

import com.fasterxml.jackson.databind.JsonNode;

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

  /** The cluster as this keeper sees it. */
  ClusterStatus cluster();

  /** Every identity key ever used by any keeper, a JWK set (RFC 7517 section 5). */
  JsonNode identityKeys();
}
