package org.tagma.threshold.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.message.Content;
import org.tagma.threshold.message.Opening;
import org.tagma.threshold.message.RoundRequest;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.SessionPreimage;

/** A coordinator whose every message is written by hand: for what an honest one would not send. */
public final class HandCoordinator {
  private final SimulatedCluster cluster;
  private final KeeperIdentity identity;
  private final Operation operation;
  private final SessionPreimage preimage;

  private HandCoordinator(
      SimulatedCluster cluster,
      KeeperIdentity identity,
      Operation operation,
      SessionPreimage preimage) {
    this.cluster = cluster;
    this.identity = identity;
    this.operation = operation;
    this.preimage = preimage;
  }

  /** Keeper {@code number}, about to open a session of {@code operation} among {@code members}. */
  public static HandCoordinator of(
      SimulatedCluster cluster, Operation operation, int number, Integer... members) {
    SessionPreimage preimage =
        StagedSession.preimage(cluster, operation, number, List.of(members), 1);
    return new HandCoordinator(cluster, cluster.keeper(number).identity(), operation, preimage);
  }

  /** The same with one field of the pre-image changed, as JSON has it. */
  public HandCoordinator with(String field, JsonNode value) {
    try {
      SessionPreimage changed = SessionPreimage.fromJson(preimage.toJson().set(field, value));
      return new HandCoordinator(cluster, identity, operation, changed);
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public SessionPreimage preimage() {
    return preimage;
  }

  public Bytes sid() {
    return preimage.sid();
  }

  /** The opening with its credential and no round. */
  public RoundCall open(int to) {
    return open(to, "credential", "credential");
  }

  /** An opening that names the digest of one credential and shows another. */
  public RoundCall open(int to, String named, String shown) {
    Bytes digest = Opening.credentialDigest(sid(), named);
    return new RoundCall(
        Optional.empty(),
        List.of(),
        Optional.of(sign(to, new Opening(preimage, operation.request(), digest))),
        Optional.of(shown));
  }

  /** The call of the first round, opening included. */
  public RoundCall first(int to) {
    RoundCall open = open(to);
    return new RoundCall(
        Optional.of(sign(to, new RoundRequest(sid(), 1, List.of()))),
        List.of(),
        open.open(),
        open.credential());
  }

  /** The call of a later round over the very messages beside it. */
  public RoundCall round(int to, int round, List<String> envelopes) {
    return new RoundCall(
        Optional.of(sign(to, new RoundRequest(sid(), round, hashes(envelopes)))),
        envelopes,
        Optional.empty(),
        Optional.empty());
  }

  private static List<Bytes> hashes(List<String> envelopes) {
    return envelopes.stream()
        .map(
            e -> {
              try {
                return Jws.parse(e).hash();
              } catch (DecodingException x) {
                throw new IllegalArgumentException(x);
              }
            })
        .toList();
  }

  /** Any content, signed by this coordinator. */
  public String sign(int to, Content content) {
    return Signed.sign(identity, cluster.cluster().id(), to, content).compact();
  }
}
