package org.tagma.web.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.tagma.protocols.audit.AuditQuery;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.web.request.Cursor;
import org.tagma.web.request.QueryReader;

/** The parameters of the audit's queries (spec/api.md, Audit). */
final class AuditQueries {
  /** How many records a page has when the client does not say. */
  static final int DEFAULT_LIMIT = 50;

  /** How many records a page has at most. */
  static final int MAX_LIMIT = 200;

  private AuditQueries() {}

  /** A time span, from inclusive, to exclusive. */
  record Span(Optional<Instant> from, Optional<Instant> to) {}

  static AuditQuery events(String query) throws OperationFailed {
    QueryReader reader =
        QueryReader.of(
            query,
            "from",
            "to",
            "event",
            "keyId",
            "actor",
            "operationId",
            "imposter",
            "dead",
            "outcome",
            "cursor",
            "limit");
    Span span = span(reader);
    Optional<String> cursor = reader.present("cursor");
    return new AuditQuery(
        span.from(),
        span.to(),
        reader.text("event"),
        reader.optionalKeyId(),
        reader.text("actor"),
        reader.text("operationId"),
        reader.keeper("imposter"),
        reader.keeper("dead"),
        reader.text("outcome"),
        cursor.isPresent()
            ? OptionalLong.of(Cursor.place(cursor.get(), 1)[0])
            : OptionalLong.empty(),
        reader.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT));
  }

  static Span span(QueryReader reader) throws OperationFailed {
    Span span = new Span(reader.instant("from"), reader.instant("to"));
    if (span.from().isPresent()
        && span.to().isPresent()
        && span.to().get().isBefore(span.from().get())) {
      throw new OperationFailed(
          ErrorType.INVALID_REQUEST_BODY, "query parameter 'to' is before 'from'");
    }
    return span;
  }
}
