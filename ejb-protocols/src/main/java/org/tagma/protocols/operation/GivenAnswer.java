package org.tagma.protocols.operation;

import org.tagma.persistence.idempotency.RecordedAnswer;

/**
 * An answer as a client gets it.
 *
 * @param status the HTTP status
 * @param mediaType of the body
 * @param body as text
 */
public record GivenAnswer(int status, String mediaType, String body) {
  static GivenAnswer of(RecordedAnswer recorded) {
    return new GivenAnswer(recorded.status(), recorded.mediaType(), recorded.body());
  }

  RecordedAnswer recorded() {
    return new RecordedAnswer(status, mediaType, body);
  }
}
