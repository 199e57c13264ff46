package org.tagma.protocols.peer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.message.Content;
import org.tagma.threshold.message.Kind;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;

/** Bodies between two keepers that are one signed message each, under a member of one name. */
public final class SignedBodies {
  private final String member;
  private final Cluster cluster;
  private final KeeperIdentity identity;
  private final KeyRing keys;

  public SignedBodies(String member, Cluster cluster, KeeperIdentity identity, KeyRing keys) {
    this.member = member;
    this.cluster = cluster;
    this.identity = identity;
    this.keys = keys;
  }

  /** What this keeper says to another. */
  public ObjectNode to(int keeper, Content content) {
    String compact = Signed.sign(identity, cluster.id(), keeper, content).compact();
    return JsonNodeFactory.instance.objectNode().put(member, compact);
  }

  /**
   * What another keeper says to this one.
   *
   * @throws DecodingException when it is no such message, or none of this cluster's for this keeper
   *     under its sender's key of today
   */
  public <T extends Content> Signed<T> read(byte[] body, Kind<T> kind) throws DecodingException {
    Signed<T> signed = Signed.readOfToday(compact(body), kind, cluster.id(), keys);
    if (signed.to() != identity.keeper()) {
      throw new DecodingException("a message for another keeper");
    }
    return signed;
  }

  /** What this keeper itself has said {@link #to} another, be it with a key of old. */
  <T extends Content> T said(byte[] body, Kind<T> kind) throws DecodingException {
    return Signed.read(compact(body), kind, cluster.id(), keys).content();
  }

  private String compact(byte[] body) throws DecodingException {
    Members members = Members.of(Jcs.parse(body));
    String compact = members.text(member);
    members.end();
    return compact;
  }
}
