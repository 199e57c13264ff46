package org.tagma.threshold.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.message.Accusation;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;

/** Lies that every protocol knows: at least one for each rule of envelopes. */
public final class EnvelopeLies {
  private EnvelopeLies() {}

  /** The lies in the first round of {@code protocol}, and in the last that its result needs. */
  public static List<Lie> of(Protocol protocol) {
    List<Lie> lies = new ArrayList<>();
    for (int round : List.of(1, protocol.settledBy()).stream().distinct().toList()) {
      lies.addAll(in(round));
    }
    return lies;
  }

  private static List<Lie> in(int round) {
    String where = " in round " + round;
    return List.of(
        Lie.answering(
            "a member too many" + where,
            EnvelopeRule.MALFORMED,
            payload(round, p -> p.put("extra", 1))),
        Lie.answering(
            "no view" + where, EnvelopeRule.MALFORMED, payload(round, p -> p.remove("view"))),
        Lie.answering(
            "not canonical" + where,
            EnvelopeRule.MALFORMED,
            in(round, turn -> resigned(turn, " " + text(turn)))),
        Lie.answering(
            "another kind" + where,
            EnvelopeRule.MALFORMED,
            payload(round, p -> p.put("kind", "frost.nothing"))),
        Lie.answering(
            "for one keeper alone" + where,
            EnvelopeRule.MALFORMED,
            payload(round, p -> p.put("to", "keeper-1"))),
        session("attempt", round, p -> p.put("attempt", 9)),
        session("protocol", round, p -> p.put("protocol", "NONE")),
        session("suite", round, p -> p.put("suite", "none")),
        session("keyId", round, p -> p.put("keyId", "another")),
        session("generation", round, p -> p.put("generation", 9)),
        session("notAfter", round, p -> p.put("notAfter", 9)),
        session("cluster", round, p -> p.put("cluster", zeros())),
        Lie.answering(
            "two messages" + where, EnvelopeRule.EQUIVOCATION, in(round, EnvelopeLies::twice)),
        Lie.answering(
            "another view" + where, EnvelopeRule.VIEW, payload(round, p -> p.put("view", zeros()))),
        Lie.answering(
            "an accusation that its evidence refutes" + where,
            EnvelopeRule.FALSE_ACCUSATION,
            in(round, EnvelopeLies::slander)));
  }

  private static Lie session(String field, int round, Consumer<ObjectNode> change) {
    return Lie.answering(
        "another " + field + " in round " + round, EnvelopeRule.SESSION, payload(round, change));
  }

  private static String zeros() {
    return Bytes.of(new byte[32]).base64Url();
  }

  /** A trick in one round, where an honest keeper sends a message. */
  public static Trick in(int round, Trick trick) {
    return turn ->
        turn.round() == round && turn.honest() instanceof HostAnswer.Envelopes
            ? trick.instead(turn)
            : turn.honest();
  }

  /** The honest message of one round with another payload, signed again. */
  public static Trick payload(int round, Consumer<ObjectNode> change) {
    return in(
        round,
        turn -> {
          ObjectNode payload = payload(turn);
          change.accept(payload);
          return resigned(turn, canonical(payload));
        });
  }

  private static HostAnswer twice(Trick.Turn turn) {
    ObjectNode payload = payload(turn);
    payload.put("view", zeros());
    HostAnswer.Envelopes other = (HostAnswer.Envelopes) resigned(turn, canonical(payload));
    return new HostAnswer.Envelopes(List.of(compact(turn), other.envelopes().get(0)));
  }

  /** Accuses somebody honest, or itself where it knows no other message yet. */
  private static HostAnswer slander(Trick.Turn turn) {
    String honest =
        turn.call().envelopes().isEmpty() ? compact(turn) : turn.call().envelopes().get(0);
    try {
      Evidence evidence =
          new Evidence(
              EnvelopeRule.MALFORMED.id(),
              Jws.parse(honest).from(),
              turn.session().preimage(),
              Optional.empty(),
              Optional.empty(),
              List.of(honest),
              List.of());
      return accusation(turn, List.of(evidence));
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A signed accusation in place of the honest answer. */
  public static HostAnswer accusation(Trick.Turn turn, List<Evidence> evidence) {
    Accusation accusation = new Accusation(turn.session().sid(), turn.round(), evidence);
    return new HostAnswer.Accusing(
        Signed.sign(
                turn.liar().identity(),
                turn.session().preimage().cluster(),
                turn.session().preimage().coordinator(),
                accusation)
            .compact());
  }

  /** The exact bytes of the honest message. */
  static String compact(Trick.Turn turn) {
    return ((HostAnswer.Envelopes) turn.honest()).envelopes().get(0);
  }

  private static String text(Trick.Turn turn) {
    return canonical(payload(turn));
  }

  static ObjectNode payload(Trick.Turn turn) {
    try {
      return (ObjectNode) Jcs.parse(Jws.parse(compact(turn)).payload().toArray());
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String canonical(ObjectNode payload) {
    try {
      return new String(Jcs.canonical(payload), java.nio.charset.StandardCharsets.UTF_8);
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static HostAnswer resigned(Trick.Turn turn, String payload) {
    byte[] utf8 = payload.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new HostAnswer.Envelopes(List.of(Jws.sign(turn.liar().identity(), Envelope.TYP, utf8)));
  }
}
