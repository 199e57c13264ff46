package org.tagma.persistence.keys;

/**
 * When a use of a generation ends.
 *
 * @param notAfter the last moment, epoch milliseconds
 * @param row tells those of one moment apart, for paging
 */
public record Expiry(String keyId, int generation, Use use, long notAfter, long row) {
  /** What ends. */
  public enum Use {
    /** Signing or encrypting, which only the active generation does. */
    APPLY,
    /** Verifying or decrypting, which earlier ones do, too. */
    PROCESS
  }
}
