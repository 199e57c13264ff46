package org.tagma.persistence.audit;

/** What a report of faults counts by. */
public enum FaultGrouping {
  /** The keeper that is named. */
  KEEPER("SELECT n.keeper, n.verdict, COUNT(r) FROM AuditRecord r JOIN r.namings n"),
  /** The rule an imposter broke, the cause of a death, or the reason of a refusal. */
  RULE(
      "SELECT COALESCE(n.rule, n.cause, n.reason), n.verdict, COUNT(r)"
          + " FROM AuditRecord r JOIN r.faults n"),
  /** The day in UTC, yyyy-mm-dd. */
  DAY("SELECT r.day, n.verdict, COUNT(r) FROM AuditRecord r JOIN r.namings n");

  private final String selection;

  FaultGrouping(String selection) {
    this.selection = selection;
  }

  /**
   * A JPQL query over a time range, of (group, verdict, count). A group holds no literal: it would
   * become a parameter, and PostgreSQL could not tell that both occurrences are the same.
   */
  String query() {
    String group = selection.substring("SELECT ".length(), selection.indexOf(", n.verdict"));
    return selection
        + " WHERE r.timestamp >= :from AND r.timestamp < :to"
        + " AND n.verdict IN ('IMPOSTER', 'DEAD', 'REFUSED')"
        + " GROUP BY "
        + group
        + ", n.verdict";
  }
}
