package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.wire.Jws;

/**
 * A signed message from one keeper to another.
 *
 * @param signer who signed it, and with which key
 * @param to whom it is for
 * @param compact the exact bytes
 */
public record Signed<T extends Content>(Participant signer, int to, T content, String compact) {
  /** Who signed it. */
  public int from() {
    return signer.number();
  }

  /** Signs {@code content} for {@code to}. */
  public static <T extends Content> Signed<T> sign(
      KeeperIdentity identity, Bytes cluster, int to, T content) {
    KeeperIdentity signer = identity.now();
    ObjectNode payload = content.toJson();
    payload
        .put("cluster", cluster.base64Url())
        .put("from", KeeperName.of(signer.keeper()))
        .put("to", KeeperName.of(to));
    try {
      String compact = Jws.sign(signer, content.kind().typ(), Jcs.canonical(payload));
      return new Signed<>(signer.publicKey().participant(), to, content, compact);
    } catch (DecodingException e) {
      throw new IllegalStateException("own message has no canonical form", e);
    }
  }

  /**
   * Reads a message as {@link #read} does, that its sender has signed with its key of today: one of
   * old may be in the hands of somebody else by now.
   *
   * @throws DecodingException when it is anything else; that says nothing about any keeper
   */
  public static <T extends Content> Signed<T> readOfToday(
      String compact, Kind<T> kind, Bytes cluster, KeyRing keys) throws DecodingException {
    Signed<T> signed = read(compact, kind, cluster, keys);
    if (!keys.isCurrent(signed.signer())) {
      throw new DecodingException("signed with a key of old");
    }
    return signed;
  }

  /**
   * Reads a message of {@code kind} of this cluster, signed with a known key, be it one of today or
   * an earlier one.
   *
   * @throws DecodingException when it is anything else; that says nothing about any keeper
   */
  public static <T extends Content> Signed<T> read(
      String compact, Kind<T> kind, Bytes cluster, KeyRing keys) throws DecodingException {
    Jws jws = Jws.parse(compact);
    var key = keys.find(jws.from(), jws.thumbprint());
    if (!jws.typ().equals(kind.typ()) || key.isEmpty() || !jws.isSignedBy(key.get())) {
      throw new DecodingException("not signed by a keeper of this cluster as " + kind.name());
    }
    Members members = Members.of(Jcs.parseCanonical(jws.payload().toArray()));
    if (!members.bytes("cluster", 32).equals(cluster)
        || KeeperName.number(members.text("from")) != jws.from()) {
      throw new DecodingException("not a message of this cluster");
    }
    int to = KeeperName.number(members.text("to"));
    T content = kind.reader().read(members);
    members.end();
    return new Signed<>(key.get().participant(), to, content, compact);
  }
}
