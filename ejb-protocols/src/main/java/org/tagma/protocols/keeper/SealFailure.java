package org.tagma.protocols.keeper;

import java.time.Duration;

/** The seal cannot do what was asked. Says nothing of any key, password or share. */
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
    /** The PKCS#12 key store is missing. */
    KEY_STORE_MISSING,
    /** It is no PKCS#12 key store that this JDK can read. */
    KEY_STORE_INVALID,
    /** There is no password file, and no password in the environment. */
    PASSWORD_MISSING,
    /** The password does not open the key store. */
    PASSWORD_WRONG,
    /** The key store has no key under the alias. */
    ENTRY_MISSING,
    /** The entry is neither a secret key of 256 bits, nor RSA of 2048, nor EC of 256. */
    ENTRY_UNSUITABLE,
    /** The configuration of the token is missing. */
    TOKEN_MISSING,
    /** The library of the token can't be loaded, the token is not there, or can't be used. */
    TOKEN_UNUSABLE,
    /** The wrapped data key does not open with this key. */
    WRONG_KEY,
    /** The wrapped data key is not what was stored. */
    DAMAGED,
    /** The keeper was initialised under another kind of seal than it is configured for now. */
    OTHER_SEAL,
    /** This seal is opened with shares. */
    SHARES_NEEDED,
    /** This seal opens by itself and takes no shares. */
    NO_SHARES,
    /** At least one of the shares is none of this seal; none was taken. */
    WRONG_SHARE,
    /** The shares together do not open the seal; all were forgotten. */
    WRONG_COMBINATION,
    /** There were too many wrong shares lately. */
    TOO_MANY_WRONG_SHARES
  }

  private final Reason reason;
  private final long wrongShares;
  private final Duration pause;

  SealFailure(Reason reason) {
    this(reason, 0, Duration.ZERO);
  }

  SealFailure(Reason reason, long wrongShares, Duration pause) {
    super(reason.name());
    this.reason = reason;
    this.wrongShares = wrongShares;
    this.pause = pause;
  }

  public Reason reason() {
    return reason;
  }

  /** How many wrong shares there were since the start, where one was the reason. */
  public long wrongShares() {
    return wrongShares;
  }

  /** How long to wait, where there were too many. */
  public Duration pause() {
    return pause;
  }
}
