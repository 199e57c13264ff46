package org.tagma.protocols.keeper;

/** The seal cannot do what was asked. */
public class SealFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    NOT_INITIALIZED,
    ALREADY_INITIALIZED,
    ALREADY_UNSEALED,
    SEALED,
    /** The key file is missing. */
    KEY_FILE_MISSING,
    /** The key file does not hold 32 bytes as base64url. */
    KEY_FILE_INVALID,
    /** The wrapped data key does not open with this key file. */
    WRONG_KEY
  }

  private final Reason reason;

  SealFailure(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
