package org.tagma.protocols.access;

/** The token file does not say clearly who may do what; the message names the place. */
public class InvalidTokenFile extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidTokenFile(String message) {
    super(message);
  }
}
