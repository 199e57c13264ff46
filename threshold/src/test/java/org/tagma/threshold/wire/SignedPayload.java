package org.tagma.threshold.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.transcript.Jcs;

/** Envelopes with payloads that no honest keeper would sign. */
public final class SignedPayload {
  private SignedPayload() {}

  /** The payload of {@code envelope}, to be changed. */
  public static ObjectNode of(Envelope envelope) {
    try {
      return (ObjectNode) Jcs.parse(envelope.signed().payload().toArray());
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** {@code payload} in its canonical form, signed. */
  public static String sign(KeeperIdentity identity, ObjectNode payload) {
    try {
      return Jws.sign(identity, Envelope.TYP, Jcs.canonical(payload));
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Any text, signed as it is. */
  public static String sign(KeeperIdentity identity, String payload) {
    return Jws.sign(identity, Envelope.TYP, payload.getBytes(StandardCharsets.UTF_8));
  }
}
