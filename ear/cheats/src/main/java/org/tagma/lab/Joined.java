package org.tagma.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.SessionPreimage;

/** The sessions of late that this keeper has to do with, and messages of them to lie with. */
final class Joined {
  private static final int MOST = 256;

  private final Map<Bytes, Seen> sessions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Seen> eldest) {
          return size() > MOST;
        }
      };

  /**
   * What is known of a session.
   *
   * @param envelopes messages of its members, of the round last heard of
   */
  record Seen(SessionPreimage preimage, List<String> envelopes) {}

  /** Learns from a call; what it does not open is known from the call that did. */
  synchronized Optional<Seen> hear(Bytes sid, Optional<String> open, List<String> envelopes) {
    Seen before = sessions.get(sid);
    SessionPreimage preimage =
        open.isPresent() ? preimage(open.get()) : before == null ? null : before.preimage();
    if (preimage == null) {
      return Optional.empty();
    }
    boolean nothingNew = envelopes.isEmpty() && before != null;
    Seen seen = new Seen(preimage, nothingNew ? before.envelopes() : List.copyOf(envelopes));
    sessions.put(sid, seen);
    return Optional.of(seen);
  }

  private static SessionPreimage preimage(String open) {
    try {
      var payload = Jcs.parse(Jws.parse(open).payload().toArray());
      return SessionPreimage.fromJson(payload.get("preimage"));
    } catch (DecodingException e) {
      throw new IllegalArgumentException("not an opening", e);
    }
  }
}
