package org.tagma.protocols.peer;

import java.util.Optional;

/** How the links between keepers are protected. */
public interface PeerSecurity {
  /** Mutual TLS; empty where keepers talk in the clear, on one machine. */
  Optional<PeerTls> tls();
}
