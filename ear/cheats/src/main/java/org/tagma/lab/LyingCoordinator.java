package org.tagma.lab;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tagma.protocols.peer.PeerCall;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.protocols.peer.PeerSecurity;
import org.tagma.protocols.peer.PeerTransport;
import org.tagma.protocols.peer.PeerUnreachable;
import org.tagma.protocols.peer.StallWatch;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;

/**
 * A coordinator whose calls are not what its own engine means: the engine stays honest, and judges
 * what comes back.
 */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class LyingCoordinator extends PeerTransport {
  private static final Pattern SESSION =
      Pattern.compile("/peer/v1/sessions/([^/]+)/(?:rounds/(\\d{1,2})|close)");

  private final Instruction instruction;
  private final KeeperIdentity identity;
  private final Cluster cluster;
  private final KeyRing keys;
  private final Joined coordinated = new Joined();
  private final Map<String, PeerCall> earlier = new ConcurrentHashMap<>();

  /** For the container's proxy only. */
  protected LyingCoordinator() {
    instruction = null;
    identity = null;
    cluster = null;
    keys = null;
  }

  @Inject
  public LyingCoordinator(
      StallWatch watch,
      PeerSecurity security,
      Instruction instruction,
      KeeperIdentity identity,
      Cluster cluster,
      KeyRing keys) {
    super(watch, security);
    this.instruction = instruction;
    this.identity = identity;
    this.cluster = cluster;
    this.keys = keys;
  }

  @Override
  public PeerReply exchange(PeerCall call) throws PeerUnreachable {
    Matcher path = SESSION.matcher(call.address().getPath());
    if (!path.matches()) {
      return super.exchange(call);
    }
    int round = path.group(2) == null ? 0 : Integer.parseInt(path.group(2));
    Optional<Joined.Seen> seen = learn(path.group(1), round, call);
    Optional<CoordinatorCheat> cheat = CoordinatorCheat.named(instruction.cheat());
    if (cheat.isEmpty() || seen.isEmpty()) {
      return super.exchange(call);
    }
    Optional<PeerCall> before =
        Optional.ofNullable(earlier.put(call.address().getAuthority() + " " + round, call));
    return cheat
        .get()
        .play(
            new CoordinatorTurn(
                super::exchange, call, round, seen.get(), before, identity, cluster, keys));
  }

  private Optional<Joined.Seen> learn(String sid, int round, PeerCall call) {
    try {
      Bytes session = Bytes.fromBase64Url(sid);
      if (round == 0) {
        return coordinated.hear(session, Optional.empty(), List.of());
      }
      RoundCall asked = RoundCall.fromJson(Jcs.parse(call.json()));
      return coordinated.hear(session, asked.open(), asked.envelopes());
    } catch (DecodingException e) {
      throw new IllegalStateException("a call of our own does not decode", e);
    }
  }
}
