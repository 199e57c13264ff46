package org.tagma.protocols.access;

/** Which credentials this keeper accepts. */
public interface AcceptedTokens {
  /** The known tokens. */
  TokenFile tokens();

  /** Whether tokens may come as developer tokens: in the local profile only. */
  boolean developerTokens();
}
