package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * OPEN: the coordinator asks a keeper to join a session.
 *
 * @param request {op, request}, its digest is in the pre-image
 * @param credentialDigest SHA-256(TLV(sid, credential)); the credential travels beside the message,
 *     never in it
 */
public record Opening(SessionPreimage preimage, ObjectNode request, Bytes credentialDigest)
    implements Content {
  public static final Kind<Opening> KIND =
      new Kind<>(
          "open",
          m ->
              new Opening(
                  SessionPreimage.fromJson(m.object("preimage")),
                  m.object("request"),
                  m.bytes("credentialDigest", 32)));

  /** The digest that binds a credential to one session (spec/protocols.md 9, item 12). */
  public static Bytes credentialDigest(Bytes sid, String credential) {
    return Tlv.of().bytes(sid).text(credential).sha256();
  }

  @Override
  public Kind<Opening> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("preimage", preimage.toJson());
    json.set("request", request);
    return json.put("credentialDigest", credentialDigest.base64Url());
  }
}
