package org.tagma.persistence.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** A row of audit_fault. */
@Embeddable
class FaultEmbeddable {
  @Column(name = "ordinal")
  int ordinal;

  @Column(name = "keeper")
  String keeper;

  @Column(name = "verdict")
  String verdict;

  @Column(name = "rule")
  String rule;

  @Column(name = "cause")
  String cause;

  @Column(name = "reason")
  String reason;

  @Column(name = "round_number")
  Integer round;

  @Column(name = "attempt")
  Integer attempt;

  @Column(name = "evidence")
  String evidence;

  @Column(name = "after_millis")
  Long afterMillis;

  @Column(name = "claimed_by")
  String claimedBy;

  protected FaultEmbeddable() {}

  FaultEmbeddable(int ordinal, FaultRow source) {
    this.ordinal = ordinal;
    keeper = source.keeper();
    verdict = source.verdict();
    rule = source.rule();
    cause = source.cause();
    reason = source.reason();
    round = source.round();
    attempt = source.attempt();
    evidence = source.evidence();
    afterMillis = source.afterMillis();
    claimedBy = source.claimedBy();
  }

  FaultRow row() {
    return new FaultRow(
        keeper, verdict, rule, cause, reason, round, attempt, evidence, afterMillis, claimedBy);
  }
}
