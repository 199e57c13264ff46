package org.tagma.threshold.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.SessionPreimage;
import org.tagma.threshold.wire.Views;

/**
 * The proof that a generation is over: so many holders have signed that they never use it again
 * that the others are fewer than t. It proves itself, so it is passed on and believed whoever
 * brings it, as a {@link Certificate} is.
 *
 * @param session the session in which they signed; it names the generation by its certificate
 * @param envelopes one of each member of the session, compact, ascending by member
 */
public record Destruction(SessionPreimage session, List<String> envelopes) {
  /** The protocol in which holders sign. */
  public static final String PROTOCOL = "DESTROY";

  /** The kind of message that says it. */
  public static final String KIND = "destroy.prepare";

  /** The round in which they say it. */
  public static final int ROUND = 1;

  private static final int MOST_HOLDERS = 16;

  public Destruction {
    envelopes = List.copyOf(envelopes);
  }

  /** How many holders of {@code total} have to sign: the others cannot use the key. */
  public static int quorum(int threshold, int total) {
    return Math.max(threshold, total - threshold + 1);
  }

  /** The key. */
  public String keyId() {
    return session.keyId();
  }

  /** The generation that is over. */
  public int generation() {
    return session.generation();
  }

  /** The hash of that generation's certificate. */
  public Bytes certHash() {
    return session.certHash();
  }

  /**
   * Checks every member's signature. Fewer than t keepers lie, so among t that signed one at least
   * has checked that somebody who may do so wanted the generation destroyed.
   *
   * @throws DecodingException when it does not prove itself
   */
  public void verify(Cluster cluster, KeyRing keys) throws DecodingException {
    int members = session.members().size();
    boolean enough =
        members >= quorum(session.threshold(), session.total()) && members >= cluster.threshold();
    if (!session.cluster().equals(cluster.id())
        || !session.protocol().equals(PROTOCOL)
        || !enough) {
      throw new DecodingException("no destruction by enough keepers of this cluster");
    }
    Bytes sid = session.sid();
    TreeSet<Integer> signers = new TreeSet<>();
    for (String compact : envelopes) {
      Envelope envelope = signedBy(compact, keys);
      boolean sound =
          envelope.sid().equals(sid)
              && envelope.belongsTo(session)
              && envelope.to() == 0
              && envelope.round() == ROUND
              && envelope.kind().equals(KIND)
              && envelope.view().equals(Views.initial(sid))
              && envelope.body().isEmpty()
              && signers.add(envelope.from());
      if (!sound) {
        throw new DecodingException("a member's promise does not fit the destruction");
      }
    }
    if (!signers.equals(session.members())) {
      throw new DecodingException("not every member signed the destruction");
    }
  }

  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("session", session.toJson());
    var array = json.putArray("envelopes");
    envelopes.forEach(array::add);
    return json;
  }

  /** Reads the form; {@link #verify} says whether it holds. */
  public static Destruction fromJson(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    Destruction destruction =
        new Destruction(
            SessionPreimage.fromJson(m.object("session")), m.texts("envelopes", MOST_HOLDERS));
    m.end();
    return destruction;
  }

  private Envelope signedBy(String compact, KeyRing keys) throws DecodingException {
    Jws jws = Jws.parse(compact);
    if (session.participants().contains(new Participant(jws.from(), jws.thumbprint()))) {
      IdentityKey key =
          keys.find(jws.from(), jws.thumbprint())
              .orElseThrow(() -> new DecodingException("a member's identity key is not pinned"));
      if (jws.isSignedBy(key)) {
        return Envelope.read(jws);
      }
    }
    throw new DecodingException("an envelope is not signed by a member");
  }
}
