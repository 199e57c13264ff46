package org.tagma.web.request;

import java.time.Instant;
import java.util.Optional;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.KeyExpiries.Place;
import org.tagma.protocols.operation.KeyExpiries.Query;
import org.tagma.threshold.key.KeyPolicy;

/** The parameters of the questions for ends of keys' uses (spec/api.md, {@code /expires}). */
public final class ExpiryQueries {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;
  private static final int MAX_WINDOW = 315_360_000; // ten years of seconds

  private ExpiryQueries() {}

  /** {@code GET /expires}: the type is a parameter. */
  public static Query within(String query, Instant now) throws OperationFailed {
    QueryReader reader =
        QueryReader.of(query, "type", "windowSec", "from", "to", "limit", "cursor");
    return within(reader, type(reader), now);
  }

  /** {@code GET /expires/apply} and the like: the path names the type. */
  public static Query within(String query, KeyPolicy.Use use, Instant now) throws OperationFailed {
    return within(QueryReader.of(query, "windowSec", "from", "to", "limit", "cursor"), use, now);
  }

  private static Query within(QueryReader reader, KeyPolicy.Use use, Instant now)
      throws OperationFailed {
    Optional<Instant> from = reader.second("from");
    Optional<Instant> to = reader.second("to");
    boolean window = reader.present("windowSec").isPresent();
    if (from.isEmpty() && to.isEmpty() && !window) {
      throw new OperationFailed(
          ErrorType.MISSING_WINDOW,
          "one of the query parameters 'windowSec', 'from', 'to' is needed");
    }
    Instant start = from.orElse(now);
    if (to.isPresent() && to.get().isBefore(start)) {
      throw invalid("query parameter 'to' is before 'from', or before now");
    }
    if (!window) {
      return query(reader, use, Optional.of(start), to);
    }
    Instant windowEnd = start.plusSeconds(reader.number("windowSec", 1, MAX_WINDOW, 1));
    Instant end = to.filter(windowEnd::isAfter).orElse(windowEnd);
    return query(reader, use, Optional.of(start), Optional.of(end));
  }

  /** {@code GET /expires/expired}: everything that is over. */
  public static Query over(String query, Instant now) throws OperationFailed {
    QueryReader reader = QueryReader.of(query, "type", "limit", "cursor");
    return query(reader, type(reader), Optional.empty(), Optional.of(now));
  }

  private static Query query(
      QueryReader reader, KeyPolicy.Use use, Optional<Instant> from, Optional<Instant> to)
      throws OperationFailed {
    Optional<Place> after = Optional.empty();
    if (reader.present("cursor").isPresent()) {
      long[] place = Cursor.place(reader.present("cursor").get(), 2);
      after = Optional.of(new Place(place[0], place[1]));
    }
    return new Query(use, from, to, after, reader.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT));
  }

  private static KeyPolicy.Use type(QueryReader reader) throws OperationFailed {
    String type =
        reader
            .present("type")
            .orElseThrow(
                () ->
                    new OperationFailed(
                        ErrorType.MISSING_EXPIRE_TYPE, "query parameter 'type' is missing"));
    return switch (type) {
      case "APPLY" -> KeyPolicy.Use.APPLY;
      case "PROCESS" -> KeyPolicy.Use.PROCESS;
      default -> throw invalid("query parameter 'type' has to be one of APPLY, PROCESS");
    };
  }

  private static OperationFailed invalid(String detail) {
    return new OperationFailed(ErrorType.INVALID_REQUEST_BODY, detail);
  }
}
