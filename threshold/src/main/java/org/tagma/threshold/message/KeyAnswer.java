package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * KEY_QUESTION, answered: what a keeper says of itself. The certificate proves itself; the rest is
 * a claim about nobody else.
 *
 * @param nonce the question's
 * @param certificate of the generation that is active there; empty when there is none
 * @param holds whether its share fits that certificate
 * @param pending the generation that waits for its certificate there, 0 when none does
 */
public record KeyAnswer(
    Bytes nonce, String keyId, Optional<Certificate> certificate, boolean holds, int pending)
    implements Content {
  public static final Kind<KeyAnswer> KIND =
      new Kind<>(
          "key-answer",
          m ->
              new KeyAnswer(
                  m.bytes("nonce", 32),
                  m.text("keyId"),
                  certificate(m),
                  m.flag("holds"),
                  m.integer("pending", 0, Integer.MAX_VALUE)));

  /** The active generation, 0 when there is none. */
  public int active() {
    return certificate.map(c -> c.content().generation()).orElse(0);
  }

  /** Whether it holds its share under {@code other}, by the same content. */
  public boolean holds(Certificate other) {
    return holds && certificate.filter(c -> c.content().equals(other.content())).isPresent();
  }

  @Override
  public Kind<KeyAnswer> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("nonce", nonce.base64Url()).put("keyId", keyId);
    json.put("holds", holds).put("pending", pending);
    certificate.ifPresent(c -> json.set("certificate", c.toJson()));
    return json;
  }

  private static Optional<Certificate> certificate(Members m) throws DecodingException {
    return m.has("certificate")
        ? Optional.of(Certificate.fromJson(m.object("certificate")))
        : Optional.empty();
  }
}
