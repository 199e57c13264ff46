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
   */
  public <T extends Content> Signed<T> read(byte[] body, Kind<T> kind) throws DecodingException {
    return read(body, kind, identity.keeper());
  }

  /** The same of a message for {@code keeper}. */
  <T extends Content> Signed<T> read(byte[] body, Kind<T> kind, int keeper)
      throws DecodingException {
    Members members = Members.of(Jcs.parse(body));
    Signed<T> signed = Signed.readOfToday(members.text(member), kind, cluster.id(), keys);
    members.end();
    if (signed.to() != keeper) {
      throw new DecodingException("a message for another keeper");
    }
    return signed;
  }
}
