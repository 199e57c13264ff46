package org.tagma.protocols.operation;

import java.util.Arrays;
import java.util.Objects;
import org.tagma.persistence.idempotency.RecordedAnswer;

/**
 * An answer as a client gets it.
 *
 * @param status the HTTP status
 * @param mediaType of the body
 * @param body its bytes, not to be changed
 */
public record GivenAnswer(int status, String mediaType, byte[] body) {
  static GivenAnswer of(RecordedAnswer recorded) {
    return new GivenAnswer(recorded.status(), recorded.mediaType(), recorded.body());
  }

  RecordedAnswer recorded() {
    return new RecordedAnswer(status, mediaType, body);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GivenAnswer that
        && status == that.status
        && mediaType.equals(that.mediaType)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, mediaType, Arrays.hashCode(body));
  }

  @Override
  public String toString() {
    return "GivenAnswer[" + status + ", " + mediaType + ", " + body.length + " bytes]";
  }
}
