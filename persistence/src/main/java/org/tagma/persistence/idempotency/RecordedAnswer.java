package org.tagma.persistence.idempotency;

import java.util.Objects;

/**
 * An answer as it was given.
 *
 * @param status the HTTP status
 * @param mediaType of the body
 * @param body as text
 */
public record RecordedAnswer(int status, String mediaType, String body) {
  public RecordedAnswer {
    Objects.requireNonNull(mediaType);
    Objects.requireNonNull(body);
  }
}
