package org.tagma.persistence;

/**
 * Another process on the same database held a lock for too long, or both waited for each other:
 * worth another try.
 */
final class LockConflict extends StorageUnavailable {
  private static final long serialVersionUID = 1L;

  LockConflict(Throwable failure) {
    super(failure);
  }
}
