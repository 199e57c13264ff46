package org.tagma.threshold.run;

import java.util.Optional;
import org.tagma.threshold.verdict.VerdictLedger;

/**
 * How an operation ended.
 *
 * @param result the protocol's result; empty when it failed
 * @param failure why it failed; empty when it did not
 * @param ledger every fault found on the way
 * @param attempts sessions opened, those not counted that ended BUSY or OVERLOADED
 */
public record Outcome(
    Optional<Object> result, Optional<Failure> failure, VerdictLedger ledger, int attempts) {
  /** Why an operation failed; the names are those of spec/api.md, Errors. */
  public enum Failure {
    /** Too few keepers are left, and at least one lied, in this operation or before. */
    NOT_ENOUGH_HONEST_CLIENTS,
    /** Too few keepers are left, all missing ones are dead or declined. */
    NOT_ENOUGH_HEALTHY_CLIENTS,
    /** All n were needed, and one lied. */
    IDENTIFIABLE_ABORT,
    /** Attempts failed without anybody being named. */
    INCONCLUSIVE,
    DEADLINE_EXCEEDED,
    /** What was to be decrypted is no valid ciphertext for the key: nobody was asked. */
    INVALID_CIPHERTEXT,
    /** This keeper, or all it could ask, had too much to do. */
    OVERLOADED
  }
}
