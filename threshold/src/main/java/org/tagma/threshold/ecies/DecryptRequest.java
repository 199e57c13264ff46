package org.tagma.threshold.ecies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Optional;
import org.tagma.threshold.cipher.Aead;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * What is to be decrypted, as the session's request says it: the body of POST /ecies/decrypt
 * (spec/api.md), in which {@code ciphertext64} holds the ciphertext's header, with SHA-256(kc | c)
 * in place of kc and c. Keepers need no more, and so never see the body.
 *
 * @param algorithm empty when the request leaves it to the ciphertext
 * @param generation empty when the request leaves it to the ciphertext
 * @param associated what the ciphertext has to be bound to
 * @param header as sent; whether it decodes is the ciphertext's matter
 */
public record DecryptRequest(
    String keyId,
    Optional<Aead> algorithm,
    Optional<Integer> generation,
    AssociatedData associated,
    Bytes header) {
  /** The operation's name in a session's request. */
  public static final String OP = "ecies/decrypt";

  private static final String CIPHERTEXT = "ciphertext64";

  /** The session's {op, request} for a client's request and the ciphertext that is in it. */
  public static ObjectNode of(ObjectNode clientRequest, Ciphertext ciphertext) {
    ObjectNode request = clientRequest.deepCopy();
    request.put(CIPHERTEXT, Base64.getEncoder().encodeToString(ciphertext.header().encode()));
    return Session.request(OP, request);
  }

  /** Reads {op, request}; anything this protocol would not decrypt is an error. */
  public static DecryptRequest read(ObjectNode sessionRequest) throws DecodingException {
    Members outer = Members.of(sessionRequest);
    outer.literal("op", OP);
    Members m = Members.of(outer.object("request"));
    outer.end();
    try {
      DecryptRequest request =
          new DecryptRequest(
              m.text("keyId"),
              m.hasValue("algorithm")
                  ? Optional.of(Aead.valueOf(m.text("algorithm")))
                  : Optional.empty(),
              m.hasValue("generation")
                  ? Optional.of(m.integer("generation", 1, Integer.MAX_VALUE))
                  : Optional.empty(),
              new AssociatedData(
                  text(m, "tweak"),
                  text(m, "label"),
                  m.hasValue("aad64") ? Bytes.fromBase64(m.text("aad64")) : Bytes.empty()),
              Bytes.fromBase64(m.text(CIPHERTEXT)));
      m.end();
      return request;
    } catch (IllegalArgumentException e) {
      throw new DecodingException("an algorithm, tweak, label or aad that cannot be");
    }
  }

  private static Optional<String> text(Members m, String name) throws DecodingException {
    return m.hasValue(name) ? Optional.of(m.text(name)) : Optional.empty();
  }
}
