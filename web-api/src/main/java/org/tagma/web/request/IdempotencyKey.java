package org.tagma.web.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

/**
 * The name a client gives to a request that is to be done once.
 *
 * @param value 1 to 255 visible ASCII characters
 */
public record IdempotencyKey(String value) {
  public static final String HEADER = "Idempotency-Key";

  private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

  /** The key in a request's header. */
  public static Optional<IdempotencyKey> of(HttpServletRequest http) throws OperationFailed {
    List<String> values = Collections.list(http.getHeaders(HEADER));
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() > 1 || !FORM.matcher(values.get(0)).matches()) {
      throw new OperationFailed(
          ErrorType.INVALID_REQUEST_BODY,
          HEADER + ": one value of 1 to 255 visible ASCII characters is expected");
    }
    return Optional.of(new IdempotencyKey(values.get(0)));
  }
}
