package org.tagma.threshold.refresh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.importing.ImportRequest;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.transcript.Members;

/**
 * Whose shares are refreshed, as the session's request says it: one for a refresh (spec/api.md,
 * POST /dkg), or the one by which the key was imported, which a refresh follows at once
 * (spec/protocols.md 5, Import).
 *
 * @param imported the key that was imported; empty in a request for a refresh
 */
public record RefreshRequest(String keyId, Curve curve, Optional<Point> imported) {
  /** The operation's name in a session's request. */
  public static final String OP = "dkg";

  /** The mode in the request. */
  public static final String MODE = "REFRESH";

  /** Reads {op, request}; anything this protocol would not do is an error. */
  public static RefreshRequest read(ObjectNode sessionRequest) throws DecodingException {
    if (ImportRequest.isMeant(sessionRequest)) {
      ImportRequest request = ImportRequest.read(sessionRequest);
      return new RefreshRequest(request.keyId(), request.curve(), Optional.of(request.publicKey()));
    }
    Members outer = Members.of(sessionRequest);
    outer.literal("op", OP);
    Members m = Members.of(outer.object("request"));
    outer.end();
    m.literal("mode", MODE);
    try {
      RefreshRequest request =
          new RefreshRequest(m.text("keyId"), Curve.named(m.text("curve")), Optional.empty());
      m.end();
      return request;
    } catch (IllegalArgumentException e) {
      throw new DecodingException("a curve that does not exist");
    }
  }

  /** Whether it is about this key: after an import, about no other than the imported one. */
  boolean isFor(CertificateContent old) {
    return keyId.equals(old.keyId())
        && curve.equals(old.curve())
        && imported
            .map(key -> old.origin().isPresent() && key.equals(old.publicKey()))
            .orElse(true);
  }
}
