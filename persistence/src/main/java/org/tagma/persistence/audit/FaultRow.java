package org.tagma.persistence.audit;

import java.util.Objects;

/**
 * One fault of a record, as it can be queried. All but keeper and verdict may be null.
 *
 * @param keeper keeper-N
 * @param verdict IMPOSTER, DEAD, REFUSED, QUARANTINED or CLAIMED
 * @param rule the rule that an imposter broke
 * @param cause the cause of death
 * @param reason the reason of a refusal
 * @param evidence where the evidence is
 * @param afterMillis how long the keeper was waited for
 * @param claimedBy who says so, when this keeper did not see it itself
 */
public record FaultRow(
    String keeper,
    String verdict,
    String rule,
    String cause,
    String reason,
    Integer round,
    Integer attempt,
    String evidence,
    Long afterMillis,
    String claimedBy) {

  public FaultRow {
    Objects.requireNonNull(keeper);
    Objects.requireNonNull(verdict);
  }
}
