package org.tagma.protocols.access;

import java.util.Optional;

/** Tells who sends a credential. */
public interface Authenticator {

  /** The caller behind a token; empty when the token is unknown, expired or malformed. */
  Optional<Caller> authenticate(String credential);
}
