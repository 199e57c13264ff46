package org.tagma.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.protocols.peer.PeerUnreachable;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.message.Closing;
import org.tagma.threshold.message.Opening;
import org.tagma.threshold.message.RoundRequest;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.wire.Jws;

/** What a coordinator sends in place of, or beside, an honest call. */
enum CoordinatorCheat {
  /** Two different requests for one round. */
  EQUIVOCATION(
      turn -> {
        PeerReply reply = turn.send();
        if (turn.round() > 1) {
          turn.send(turn.rounds(CoordinatorCheat::withoutTheLast).toJson());
        }
        return reply;
      }),
  /** Its own message of the round before, another one for the last member than for all others. */
  SPLIT_VIEW(
      turn ->
          turn.round() > 1 && turn.to() == turn.lastOfTheOthers()
              ? turn.send(turn.rounds(envelopes -> split(turn, envelopes)).toJson())
              : turn.send()),
  /** A participant's own message, altered on its way back. */
  ALTERED_MESSAGE(
      turn ->
          turn.round() > 1
              ? turn.send(turn.call(c -> altered(c, turn.to())).toJson())
              : turn.send()),
  /** Another request than the one that the session is about. */
  OTHER_REQUEST(
      turn ->
          turn.round() == 1
              ? turn.send(turn.opening(CoordinatorCheat::anotherRequest, "").toJson())
              : turn.send()),
  /** A credential that nobody gave it. */
  MADE_UP_CREDENTIAL(
      turn ->
          turn.round() == 1
              ? turn.send(turn.opening(UnaryOperator.identity(), "made-up").toJson())
              : turn.send()),
  /** Every call of the session before once more. */
  REPLAY(
      turn -> {
        PeerReply reply = turn.send();
        if (turn.earlier().isPresent()) {
          turn.sendAgain(turn.earlier().get());
        }
        return reply;
      }),
  /** No word after the first round. */
  VANISHES(turn -> turn.round() == 1 ? turn.send() : unsent()),
  /** No CLOSE. */
  NEVER_CLOSES(turn -> turn.round() > 0 ? turn.send() : new PeerReply.Answered(204, new byte[0])),
  /** A CLOSE that calls somebody honest an imposter. */
  FORGED_IMPOSTER(
      turn -> turn.round() > 0 ? turn.send() : turn.send(close(turn, slandering(turn)))),
  /** A CLOSE that calls somebody dead who has answered. */
  FALSE_DEATH(turn -> turn.round() > 0 ? turn.send() : turn.send(close(turn, burying(turn))));

  @SuppressWarnings("ImmutableEnumChecker") // each is a function
  private final Trick trick;

  private interface Trick {
    PeerReply play(CoordinatorTurn turn) throws PeerUnreachable;
  }

  CoordinatorCheat(Trick trick) {
    this.trick = trick;
  }

  String id() {
    return "COORDINATOR." + name();
  }

  PeerReply play(CoordinatorTurn turn) throws PeerUnreachable {
    return trick.play(turn);
  }

  private static PeerReply unsent() {
    return new PeerReply.Dead(CauseOfDeath.ROUND_TIMEOUT, 0);
  }

  private static List<String> withoutTheLast(List<String> envelopes) {
    return envelopes.subList(0, envelopes.size() - 1);
  }

  /** Swaps its own two commitments, which are as good the other way round (FROST only). */
  private static List<String> split(CoordinatorTurn turn, List<String> envelopes) {
    return envelopes.stream()
        .map(
            e ->
                from(e) == turn.self().keeper()
                    ? AnswerCheat.resigned(
                        turn.self(), e, payload -> swap((ObjectNode) payload.get("body")))
                    : e)
        .toList();
  }

  private static void swap(ObjectNode body) {
    if (body.has("D") && body.has("E")) {
      var commitments = body.get("D");
      body.set("D", body.get("E"));
      body.set("E", commitments);
    }
  }

  private static RoundCall altered(RoundCall call, int of) {
    List<String> envelopes =
        call.envelopes().stream().map(e -> from(e) == of ? AnswerCheat.forged(e) : e).toList();
    return new RoundCall(call.round(), envelopes, call.open(), call.credential());
  }

  private static Opening anotherRequest(Opening opening) {
    ObjectNode request = opening.request().deepCopy();
    ((ObjectNode) request.get("request")).put("keyId", "another");
    return new Opening(opening.preimage(), request, opening.credentialDigest());
  }

  private static ObjectNode close(CoordinatorTurn turn, Closing closing) {
    return JsonNodeFactory.instance.objectNode().put("close", turn.sign(closing));
  }

  private static Closing slandering(CoordinatorTurn turn) {
    Closing honest = turn.closing();
    List<Evidence> forged = new ArrayList<>(honest.evidence());
    turn.seen().envelopes().stream()
        .filter(e -> from(e) != turn.self().keeper())
        .forEach(e -> forged.add(AnswerCheat.refuted(turn.seen().preimage(), e)));
    return new Closing(honest.sid(), honest.attempt(), honest.outcome(), forged, honest.claims());
  }

  private static Closing burying(CoordinatorTurn turn) {
    Closing honest = turn.closing();
    List<Closing.Claim> claims = new ArrayList<>(honest.claims());
    claims.add(new Closing.Claim(turn.lastOfTheOthers(), CauseOfDeath.ROUND_TIMEOUT, 1));
    return new Closing(honest.sid(), honest.attempt(), honest.outcome(), honest.evidence(), claims);
  }

  private static int from(String envelope) {
    try {
      return Jws.parse(envelope).from();
    } catch (DecodingException e) {
      throw new IllegalStateException("a message that was accepted does not decode", e);
    }
  }

  /** A ROUND message over other envelopes. */
  static RoundRequest over(RoundRequest request, List<String> envelopes) {
    List<Bytes> hashes = new ArrayList<>();
    for (String envelope : envelopes) {
      try {
        hashes.add(Jws.parse(envelope).hash());
      } catch (DecodingException e) {
        throw new IllegalStateException("a message that was accepted does not decode", e);
      }
    }
    return new RoundRequest(request.sid(), request.round(), hashes);
  }

  /** The cheat of this name, if it is one. */
  static Optional<CoordinatorCheat> named(String name) {
    return List.of(values()).stream().filter(c -> c.id().equals(name)).findFirst();
  }
}
