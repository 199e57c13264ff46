package org.tagma.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.message.Accusation;
import org.tagma.threshold.message.Refusal;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.SessionPreimage;

/** What a participant answers in place of its honest message, whatever the protocol. */
enum AnswerCheat {
  /** A field that no envelope has. */
  MALFORMED("ENVELOPE.MALFORMED", turn -> resigned(turn, p -> p.put("extra", 1))),
  /** Another generation than the session's. */
  SESSION("ENVELOPE.SESSION", turn -> resigned(turn, p -> p.put("generation", 9))),
  /** Two messages for one place. */
  EQUIVOCATION("ENVELOPE.EQUIVOCATION", AnswerCheat::twice),
  /** A view of rounds that never were. */
  VIEW(
      "ENVELOPE.VIEW",
      turn -> turn.round() == 1 ? resigned(turn, p -> p.put("view", zeros())) : turn.honest()),
  /** An accusation that its own evidence refutes. */
  FALSE_ACCUSATION("ENVELOPE.FALSE_ACCUSATION", AnswerCheat::slander),
  /** A good message of another session. */
  REPLAY(
      "TRANSPORT.REPLAY",
      turn -> turn.earlier().<HostAnswer>map(AnswerCheat::only).orElse(turn.honest())),
  /** A message whose signature does not verify: anyone may have written it. */
  FORGED_SIGNATURE("TRANSPORT.FORGED_SIGNATURE", turn -> only(forged(compact(turn)))),
  /** Its signed word that it declines, although nothing forbids what was asked for. */
  REFUSAL("TRANSPORT.REFUSAL", AnswerCheat::declined),
  /** An answer without a message. */
  EMPTY("TRANSPORT.EMPTY", turn -> new HostAnswer.Envelopes(List.of()));

  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // each is a function
  private final Trick trick;

  /**
   * Where the keeper is about to answer.
   *
   * @param heard the messages that came with the call
   * @param earlier its own message of the same round in another session
   * @param honest its message, and nothing else
   */
  record Turn(
      KeeperIdentity liar,
      SessionPreimage session,
      int round,
      List<String> heard,
      Optional<String> earlier,
      HostAnswer.Envelopes honest) {}

  private interface Trick {
    HostAnswer instead(Turn turn);
  }

  AnswerCheat(String id, Trick trick) {
    this.id = id;
    this.trick = trick;
  }

  String id() {
    return id;
  }

  HostAnswer instead(Turn turn) {
    return trick.instead(turn);
  }

  static String compact(Turn turn) {
    return turn.honest().envelopes().get(0);
  }

  private static HostAnswer.Envelopes only(String message) {
    return new HostAnswer.Envelopes(List.of(message));
  }

  private static HostAnswer.Envelopes resigned(Turn turn, Consumer<ObjectNode> change) {
    return only(resigned(turn.liar(), compact(turn), change));
  }

  /** The same message with another payload, signed by the liar. */
  static String resigned(KeeperIdentity liar, String message, Consumer<ObjectNode> change) {
    try {
      ObjectNode payload = (ObjectNode) Jcs.parse(Jws.parse(message).payload().toArray());
      change.accept(payload);
      return Jws.sign(liar, Envelope.TYP, Jcs.canonical(payload));
    } catch (DecodingException e) {
      throw new IllegalStateException("a message of our own does not decode", e);
    }
  }

  /** The same message with another signature. */
  static String forged(String message) {
    int at = message.lastIndexOf('.') + 1;
    char other = message.charAt(at) == 'A' ? 'B' : 'A';
    return message.substring(0, at) + other + message.substring(at + 1);
  }

  private static HostAnswer twice(Turn turn) {
    String other = resigned(turn.liar(), compact(turn), p -> p.put("view", zeros()));
    return new HostAnswer.Envelopes(List.of(compact(turn), other));
  }

  private static HostAnswer declined(Turn turn) {
    SessionPreimage session = turn.session();
    Refusal refusal =
        new Refusal(
            session.sid(), turn.round(), RefusalReason.POLICY, 0, System.currentTimeMillis(), 0);
    return new HostAnswer.Refusing(
        Signed.sign(turn.liar(), session.cluster(), session.coordinator(), refusal).compact());
  }

  /** Accuses somebody honest; itself in a protocol of one round, where it has heard of nobody. */
  private static HostAnswer slander(Turn turn) {
    SessionPreimage session = turn.session();
    boolean onlyRound =
        KnownProtocols.all().find(session.protocol(), session.suite()).orElseThrow().rounds() == 1;
    if (turn.heard().isEmpty() && !onlyRound) {
      return turn.honest();
    }
    String message = turn.heard().isEmpty() ? compact(turn) : turn.heard().get(0);
    Accusation accusation =
        new Accusation(session.sid(), turn.round(), List.of(refuted(session, message)));
    return new HostAnswer.Accusing(
        Signed.sign(turn.liar(), session.cluster(), session.coordinator(), accusation).compact());
  }

  /** A good message, presented as if it were none. */
  static Evidence refuted(SessionPreimage session, String message) {
    try {
      return new Evidence(
          EnvelopeRule.MALFORMED.id(),
          Jws.parse(message).from(),
          session,
          Optional.empty(),
          Optional.empty(),
          List.of(message),
          List.of());
    } catch (DecodingException e) {
      throw new IllegalStateException("a good message does not decode", e);
    }
  }

  private static String zeros() {
    return Bytes.of(new byte[32]).base64Url();
  }
}
