package org.tagma.threshold.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Optional;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Tlv;

/**
 * A keeper's statement about its next identity key, signed with the one before (DESIGN section 4,
 * "Trust root"). The next key signs too, that it is the keeper's: nobody can take over a key whose
 * private part is somebody else's.
 *
 * @param before the key that signed
 * @param next the key that follows it
 * @param compact the exact bytes
 */
public record KeyStatement(Participant before, IdentityKey next, String compact) {
  public static final String TYP = "tagma-key-statement+jws";

  /** {@code before} hands over to {@code next}; both are keys of one keeper. */
  public static KeyStatement sign(Bytes cluster, KeeperIdentity before, KeeperIdentity next) {
    if (before.keeper() != next.keeper()) {
      throw new IllegalArgumentException("keys of two keepers");
    }
    Participant predecessor = before.publicKey().participant();
    byte[] possession = next.sign(possession(cluster, predecessor, next.publicKey()));
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload
        .put("cluster", cluster.base64Url())
        .put("keeper", KeeperName.of(before.keeper()))
        .put("possession", Bytes.of(possession).base64Url())
        .set("identityJwk", next.publicKey().jwk());
    try {
      String compact = Jws.sign(before, TYP, Jcs.canonical(payload));
      return new KeyStatement(predecessor, next.publicKey(), compact);
    } catch (DecodingException e) {
      throw new IllegalStateException("own statement has no canonical form", e);
    }
  }

  /**
   * Reads a statement of this cluster.
   *
   * @param keys must hold the key before
   * @throws DecodingException when it is anything else, or a signature does not hold
   */
  public static KeyStatement read(String compact, Bytes cluster, KeyRing keys)
      throws DecodingException {
    Jws jws = Jws.parse(compact);
    Optional<IdentityKey> before = keys.find(jws.from(), jws.thumbprint());
    if (!TYP.equals(jws.typ()) || before.isEmpty() || !jws.isSignedBy(before.get())) {
      throw new DecodingException("not a statement of a known key");
    }
    Members m = Members.of(Jcs.parseCanonical(jws.payload().toArray()));
    Bytes named = m.bytes("cluster", 32);
    int keeper = KeeperName.number(m.text("keeper"));
    byte[] possession = m.bytes("possession", 64).toArray();
    IdentityKey next = IdentityKey.fromJwk(jws.from(), m.object("identityJwk"));
    m.end();
    Participant predecessor = before.get().participant();
    if (!named.equals(cluster)
        || keeper != jws.from()
        || !next.verifies(possession(cluster, predecessor, next), possession)) {
      throw new DecodingException("not a statement about this keeper's next key");
    }
    return new KeyStatement(predecessor, next, compact);
  }

  /**
   * Has {@code keys} grow by the key that a statement names.
   *
   * @throws DecodingException as {@link #read}, or when it names not the one key that follows
   */
  public static KeyStatement take(String compact, Bytes cluster, KeyRing keys)
      throws DecodingException {
    KeyStatement statement = read(compact, cluster, keys);
    keys.take(statement.before(), statement.next(), compact);
    return statement;
  }

  /**
   * {@code keys} and all later ones that the statements name, each of which must follow from a key
   * that is known by then.
   */
  public static KeyRing follow(KeyRing keys, Bytes cluster, Collection<String> statements)
      throws DecodingException {
    KeyRing ring = keys;
    for (String compact : statements) {
      KeyStatement statement = read(compact, cluster, ring);
      ring = ring.with(statement.before(), statement.next(), compact);
    }
    return ring;
  }

  private static byte[] possession(Bytes cluster, Participant before, IdentityKey next) {
    return Tlv.of()
        .text("key-statement")
        .bytes(cluster)
        .u32(before.number())
        .bytes(before.thumbprint())
        .bytes(next.thumbprint())
        .encode();
  }
}
