package org.tagma.protocols.failure;

import java.util.Objects;

/**
 * One fault of one keeper, as answers and audit records show it (spec/api.md, Errors). Absent
 * members are null and left out of the JSON.
 *
 * @param keeper the keeper at fault, {@code keeper-N}
 * @param verdict {@code IMPOSTER}, {@code DEAD} or {@code REFUSED}, each with its list; or, in no
 *     list, {@code QUARANTINED} (barred for an earlier lie), {@code CLAIMED} (dead on the word of
 *     another keeper alone) or {@value #INCONSISTENT}
 * @param rule the rule that an imposter broke, or one in quarantine, {@code PROTOCOL.CHECK}
 * @param cause the cause of a death
 * @param reason the reason of a refusal
 * @param round the round in which it happened, from 1
 * @param attempt the attempt in which it happened, from 1
 * @param evidence where the evidence can be read, a path of this API
 * @param afterMillis how long the keeper was waited for, in milliseconds
 * @param claimedBy the keeper on whose word alone this stands
 */
public record ReportedFault(
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

  /**
   * The verdict on a keeper whose last signed probe names another certificate for the key than the
   * one that all keepers signed: it holds an old or damaged state. No accusation, and in no list.
   */
  public static final String INCONSISTENT = "INCONSISTENT";

  public ReportedFault {
    Objects.requireNonNull(keeper, "keeper");
    Objects.requireNonNull(verdict, "verdict");
  }

  /** {@code keeper}, with the verdict {@link #INCONSISTENT}. */
  public static ReportedFault inconsistent(String keeper) {
    return new ReportedFault(keeper, INCONSISTENT, null, null, null, null, null, null, null, null);
  }
}
