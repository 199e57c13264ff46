package org.tagma.persistence.audit;

import java.util.Objects;

/**
 * Which records are asked for; what is null does not filter.
 *
 * @param from epoch milliseconds, inclusive
 * @param to epoch milliseconds, exclusive
 * @param event an event, or the first words of one: {@code sign} finds {@code sign.intent}, too
 * @param keyId the key
 * @param actor the subject
 * @param operationId the operation
 * @param imposter a keeper on the list imposters
 * @param dead a keeper on the list dead
 * @param outcome how it went, never null
 */
public record AuditFilter(
    Long from,
    Long to,
    String event,
    String keyId,
    String actor,
    String operationId,
    String imposter,
    String dead,
    Outcome outcome) {

  public static final AuditFilter EVERYTHING =
      new AuditFilter(null, null, null, null, null, null, null, null, Outcome.any());

  public AuditFilter {
    Objects.requireNonNull(outcome);
  }

  /**
   * A condition on the outcome; what is null does not filter.
   *
   * @param succeeded true for status codes below 400, false for those from 400 on
   * @param statusCode exactly this status
   * @param error exactly this error type
   */
  public record Outcome(Boolean succeeded, Integer statusCode, String error) {
    public static Outcome any() {
      return new Outcome(null, null, null);
    }

    public static Outcome success() {
      return new Outcome(true, null, null);
    }

    public static Outcome failure() {
      return new Outcome(false, null, null);
    }

    public static Outcome status(int statusCode) {
      return new Outcome(null, statusCode, null);
    }

    public static Outcome error(String error) {
      return new Outcome(null, null, error);
    }
  }
}
