package org.tagma.protocols.access;

import java.util.Optional;

/** Which credentials this keeper accepts. */
public interface AcceptedTokens {
  /** The known tokens. */
  TokenFile tokens();

  /** What verifies JSON Web Tokens; empty where none are taken. */
  Optional<JwtVerifier> jwt();

  /** Whether tokens may come as developer tokens: in the local profile only. */
  boolean developerTokens();
}
