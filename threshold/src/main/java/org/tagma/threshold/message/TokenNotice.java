package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * TOKEN_NOTICE: the sender uses a token that is good for one request for this operation, and nobody
 * should take it for another one. It goes to all keepers before the token goes to any.
 *
 * @param token names the token and says nothing of it, 32 bytes
 * @param proof shows whoever sees the token that the sender has seen it, 32 bytes
 * @param operationId the operation, 1 to 255 characters
 * @param expiresAt when nobody takes the token any more, in epoch milliseconds
 */
public record TokenNotice(Bytes token, Bytes proof, String operationId, long expiresAt)
    implements Content {
  /** The latest moment that a notice can name. */
  public static final long LATEST = 1L << 52;

  public static final Kind<TokenNotice> KIND =
      new Kind<>(
          "token-notice",
          m ->
              new TokenNotice(
                  m.bytes("token", 32),
                  m.bytes("proof", 32),
                  operation(m),
                  m.longInteger("expiresAt", 0, LATEST)));

  private static final int LONGEST = 255;

  private static String operation(Members m) throws DecodingException {
    String operationId = m.text("operationId");
    if (operationId.isEmpty() || operationId.length() > LONGEST) {
      throw new DecodingException("operationId has no usable length");
    }
    return operationId;
  }

  @Override
  public Kind<TokenNotice> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("token", token.base64Url())
        .put("proof", proof.base64Url())
        .put("operationId", operationId)
        .put("expiresAt", expiresAt);
  }
}
