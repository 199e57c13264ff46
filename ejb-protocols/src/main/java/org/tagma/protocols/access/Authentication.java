package org.tagma.protocols.access;

import java.util.function.Function;

/** The outcome of an authentication. */
public sealed interface Authentication {
  /** The credential is valid. */
  record Authenticated(Caller caller) implements Authentication {
    @Override
    public <T> T fold(Function<Caller, T> authenticated, Function<String, T> unauthenticated) {
      return authenticated.apply(caller);
    }
  }

  /**
   * UNAUTHENTICATED (401).
   *
   * @param detail why, fit for the answer: it repeats nothing of the credential
   */
  record Unauthenticated(String detail) implements Authentication {
    @Override
    public <T> T fold(Function<Caller, T> authenticated, Function<String, T> unauthenticated) {
      return unauthenticated.apply(detail);
    }
  }

  <T> T fold(Function<Caller, T> authenticated, Function<String, T> unauthenticated);
}
