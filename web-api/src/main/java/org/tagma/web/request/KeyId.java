package org.tagma.web.request;

import java.util.regex.Pattern;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

/** The form of a key id (spec/api.md, Operations). */
public final class KeyId {
  private static final Pattern FORM =
      Pattern.compile("[a-z0-9]++(?:-[a-z0-9]++)*+(?::[a-z0-9]++(?:-[a-z0-9]++)*+)?");
  private static final int MAX_LENGTH = 255;

  private KeyId() {}

  /** The id itself when it has the form. */
  public static String checked(String keyId) throws OperationFailed {
    return checked(keyId, "keyId");
  }

  /** The same in a field, or a query parameter, of another name. */
  static String checked(String keyId, String field) throws OperationFailed {
    if (keyId.length() > MAX_LENGTH) {
      throw new OperationFailed(
          ErrorType.INVALID_KEY_ID,
          "field '" + field + "' is longer than " + MAX_LENGTH + " characters");
    }
    if (!FORM.matcher(keyId).matches()) {
      throw new OperationFailed(
          ErrorType.INVALID_KEY_ID,
          "field '"
              + field
              + "' has to be lower-case letters and digits in groups joined by '-', with at most one ':' between two such names");
    }
    return keyId;
  }
}
