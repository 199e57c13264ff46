package org.tagma.persistence.idempotency;

import java.util.Arrays;
import java.util.Objects;

/**
 * An answer as it was given.
 *
 * @param status the HTTP status
 * @param mediaType of the body
 * @param body its bytes
 */
public record RecordedAnswer(int status, String mediaType, byte[] body) {
  /** Takes a copy of the body. */
  public RecordedAnswer {
    Objects.requireNonNull(mediaType);
    body = body.clone();
  }

  /** A copy of the bytes. */
  @Override
  public byte[] body() {
    return body.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedAnswer that
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
    return "RecordedAnswer[" + status + ", " + mediaType + ", " + body.length + " bytes]";
  }
}
