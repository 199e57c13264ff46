package org.tagma.threshold.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;

/**
 * A protocol message as its sender signed it (DESIGN section 4). The payload is the JCS form of
 * these members, so one message has one encoding; a payload that is not its own JCS form is
 * malformed.
 *
 * @param sid the session, 32 bytes
 * @param from the sender
 * @param to 0 for all, else one keeper
 * @param round the round the message belongs to, at least 1
 * @param kind the message's kind, for instance {@code frost.commit}
 * @param view the hash chain of all earlier rounds as the sender saw them, 32 bytes
 * @param notAfter epoch milliseconds
 * @param body the message
 * @param signed the exact bytes
 * @param hash SHA-256 of the signing input
 */
public record Envelope(
    Bytes cluster,
    Bytes sid,
    int attempt,
    String protocol,
    String suite,
    String keyId,
    int generation,
    int from,
    int to,
    int round,
    String kind,
    Bytes view,
    long notAfter,
    ObjectNode body,
    Jws signed,
    Bytes hash) {
  public static final String TYP = "tagma-env+jws";

  /**
   * Signs the message of {@code kind} that {@code identity} sends to everybody in {@code round}.
   */
  public static Envelope sign(
      KeeperIdentity identity,
      SessionPreimage session,
      Bytes sid,
      int round,
      String kind,
      Bytes view,
      ObjectNode body) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload
        .put("cluster", session.cluster().base64Url())
        .put("sid", sid.base64Url())
        .put("attempt", session.attempt())
        .put("protocol", session.protocol())
        .put("suite", session.suite())
        .put("keyId", session.keyId())
        .put("generation", session.generation())
        .put("from", KeeperName.of(identity.keeper()))
        .put("to", "*")
        .put("round", round)
        .put("kind", kind)
        .put("view", view.base64Url())
        .put("notAfter", session.notAfter())
        .set("body", body);
    try {
      return read(Jws.parse(Jws.sign(identity, TYP, Jcs.canonical(payload))));
    } catch (DecodingException e) {
      throw new IllegalStateException("own message does not decode", e);
    }
  }

  /** Reads the payload strictly. That the signature holds is for the caller to check. */
  public static Envelope read(Jws jws) throws DecodingException {
    if (!TYP.equals(jws.typ())) {
      throw new DecodingException("not an envelope");
    }
    Members m = Members.of(Jcs.parseCanonical(jws.payload().toArray()));
    Bytes cluster = m.bytes("cluster", 32);
    Bytes sid = m.bytes("sid", 32);
    int attempt = m.integer("attempt", 1, Integer.MAX_VALUE);
    String protocol = m.text("protocol");
    String suite = m.text("suite");
    String keyId = m.text("keyId");
    int generation = m.integer("generation", 1, Integer.MAX_VALUE);
    int from = KeeperName.number(m.text("from"));
    String to = m.text("to");
    int round = m.integer("round", 1, 64);
    String kind = m.text("kind");
    Bytes view = m.bytes("view", 32);
    long notAfter = m.longInteger("notAfter", 0, 1L << 52);
    ObjectNode body = m.object("body");
    m.end();
    if (from != jws.from()) {
      throw new DecodingException("from is not the signer");
    }
    return new Envelope(
        cluster,
        sid,
        attempt,
        protocol,
        suite,
        keyId,
        generation,
        from,
        "*".equals(to) ? 0 : KeeperName.number(to),
        round,
        kind,
        view,
        notAfter,
        body,
        jws,
        jws.hash());
  }

  /**
   * Whether every field that repeats the session's says the same, and the signer is the session's
   * member.
   */
  public boolean belongsTo(SessionPreimage session) {
    return cluster.equals(session.cluster())
        && attempt == session.attempt()
        && protocol.equals(session.protocol())
        && suite.equals(session.suite())
        && keyId.equals(session.keyId())
        && generation == session.generation()
        && notAfter == session.notAfter();
  }

  /** Whether the payload, readable or not, names the session {@code sid}. */
  public static boolean names(Jws jws, Bytes sid) {
    String payload = new String(jws.payload().toArray(), StandardCharsets.ISO_8859_1);
    return payload.contains("\"sid\":\"" + sid.base64Url() + "\"");
  }

  /** Whether both claim the same place: one sender, session, round, kind and addressee. */
  public boolean samePlaceAs(Envelope other) {
    return from == other.from
        && to == other.to
        && round == other.round
        && sid.equals(other.sid)
        && kind.equals(other.kind);
  }
}
