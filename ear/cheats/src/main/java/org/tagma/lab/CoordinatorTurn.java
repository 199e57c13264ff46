package org.tagma.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tagma.protocols.peer.PeerCall;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.protocols.peer.PeerUnreachable;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.message.Closing;
import org.tagma.threshold.message.Content;
import org.tagma.threshold.message.Kind;
import org.tagma.threshold.message.Opening;
import org.tagma.threshold.message.RoundRequest;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.transcript.Jcs;

/**
 * Where a coordinator is about to call a participant, and what it may do there.
 *
 * @param door the honest way out
 * @param call the honest call
 * @param round the round it asks for; 0 for a CLOSE
 * @param seen the session
 * @param earlier the call of the same round to the same keeper in another session
 */
record CoordinatorTurn(
    Door door,
    PeerCall call,
    int round,
    Joined.Seen seen,
    Optional<PeerCall> earlier,
    KeeperIdentity self,
    Cluster cluster,
    KeyRing keys) {

  /** How calls leave. */
  interface Door {
    PeerReply exchange(PeerCall call) throws PeerUnreachable;
  }

  PeerReply send() throws PeerUnreachable {
    return door.exchange(call);
  }

  PeerReply send(JsonNode json) throws PeerUnreachable {
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    return door.exchange(new PeerCall(call.address(), body, call.startedAt(), call.deadlineAt()));
  }

  /** What comes of it is of no interest. */
  void sendAgain(PeerCall old) throws PeerUnreachable {
    door.exchange(new PeerCall(old.address(), old.json(), call.startedAt(), call.deadlineAt()));
  }

  /** The number of the keeper that is called. */
  int to() {
    return round == 0
        ? read(closeMessage(), Closing.KIND).to()
        : read(roundCall().round().orElseThrow(), RoundRequest.KIND).to();
  }

  int lastOfTheOthers() {
    return seen.preimage().members().stream()
        .filter(k -> k != self.keeper())
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  /** The call, changed. */
  RoundCall call(UnaryOperator<RoundCall> change) {
    return change.apply(roundCall());
  }

  /** The call over other messages, signed as such. */
  RoundCall rounds(UnaryOperator<List<String>> change) {
    RoundCall honest = roundCall();
    List<String> envelopes = change.apply(honest.envelopes());
    Signed<RoundRequest> request = read(honest.round().orElseThrow(), RoundRequest.KIND);
    String other = sign(CoordinatorCheat.over(request.content(), envelopes));
    return new RoundCall(Optional.of(other), envelopes, honest.open(), honest.credential());
  }

  /** The call with another opening, and another credential unless that is empty. */
  RoundCall opening(UnaryOperator<Opening> change, String credential) {
    RoundCall honest = roundCall();
    Opening opening = change.apply(read(honest.open().orElseThrow(), Opening.KIND).content());
    if (!credential.isEmpty()) {
      opening =
          new Opening(
              opening.preimage(),
              opening.request(),
              Opening.credentialDigest(opening.preimage().sid(), credential));
    }
    return new RoundCall(
        honest.round(),
        honest.envelopes(),
        Optional.of(sign(opening)),
        credential.isEmpty() ? honest.credential() : Optional.of(credential));
  }

  Closing closing() {
    return read(closeMessage(), Closing.KIND).content();
  }

  String sign(Content content) {
    return Signed.sign(self, cluster.id(), to(), content).compact();
  }

  private RoundCall roundCall() {
    try {
      return RoundCall.fromJson(Jcs.parse(call.json()));
    } catch (DecodingException e) {
      throw new IllegalStateException("a call of our own does not decode", e);
    }
  }

  private String closeMessage() {
    try {
      return Jcs.parse(call.json()).path("close").asText();
    } catch (DecodingException e) {
      throw new IllegalStateException("a call of our own does not decode", e);
    }
  }

  private <T extends Content> Signed<T> read(String message, Kind<T> kind) {
    try {
      return Signed.read(message, kind, cluster.id(), keys);
    } catch (DecodingException e) {
      throw new IllegalStateException("a message of our own does not decode", e);
    }
  }
}
