package org.tagma.threshold.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.message.Content;
import org.tagma.threshold.message.Refusal;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.message.ViewOpening;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.SignedPayload;
import org.tagma.threshold.wire.Views;

/** What dishonest keepers do that nobody can prove, alone or to cover for each other. */
final class Mischief {
  private static final SimulatedKeeper.ViewTrick SILENT =
      (session, honest) -> new HostAnswer.Unheard();

  private Mischief() {}

  /** Ways to spoil an attempt without a lie that can be proved. */
  static List<Consumer<SimulatedKeeper>> unprovable() {
    return List.of(
        keeper -> keeper.trickUnprovably(Mischief::refuses, SILENT),
        keeper -> keeper.trickUnprovably(Mischief::accusesOfSomethingUnknown, SILENT),
        keeper -> keeper.trickUnprovably(Mischief::garbles, SILENT),
        keeper -> keeper.trickUnprovably(new Replay(), SILENT),
        keeper ->
            keeper.trickUnprovably(
                EnvelopeLies.payload(2, p -> p.put("view", p.get("sid").textValue())), SILENT));
  }

  private static HostAnswer refuses(Trick.Turn turn) {
    Refusal refusal =
        new Refusal(turn.session().sid(), turn.round(), RefusalReason.POLICY, 0, 0, 0);
    return new HostAnswer.Refusing(signed(turn.liar(), turn.session(), refusal));
  }

  private static HostAnswer accusesOfSomethingUnknown(Trick.Turn turn) {
    int other = turn.session().members().first();
    Evidence nothing =
        new Evidence(
            "NO.SUCH_RULE",
            other,
            turn.session().preimage(),
            Optional.empty(),
            Optional.empty(),
            turn.call().envelopes(),
            List.of());
    return EnvelopeLies.accusation(turn, List.of(nothing));
  }

  private static HostAnswer garbles(Trick.Turn turn) {
    return new HostAnswer.Envelopes(List.of("a.b.c"));
  }

  /** Sends its first message of all, whatever it is asked for. */
  private static final class Replay implements Trick {
    private String first;

    @Override
    public HostAnswer instead(Turn turn) {
      if (first == null && turn.honest() instanceof HostAnswer.Envelopes sent) {
        first = sent.envelopes().get(0);
      }
      return first == null ? turn.honest() : new HostAnswer.Envelopes(List.of(first));
    }
  }

  /**
   * One signs two messages in the first round and shows everybody the same one; the other says that
   * it went on with the second, which nobody else has seen, and opens that view.
   *
   * @param change makes the second message from the first: a body of the same form
   */
  static void collude(
      SimulatedKeeper twoFaced, SimulatedKeeper accomplice, Consumer<ObjectNode> change) {
    Map<Bytes, List<String>> seen = new HashMap<>();
    accomplice.trickUnprovably(
        EnvelopeLies.in(
            2,
            turn -> {
              Session session = turn.session();
              List<String> others = otherSide(turn.call().envelopes(), twoFaced, change);
              if (others.isEmpty()) {
                return turn.honest();
              }
              seen.put(session.sid(), others);
              twoFaced.hasLiedThroughAnother(session.sid());
              Bytes view =
                  Views.next(
                      session.sid(),
                      1,
                      Views.initial(session.sid()),
                      others.stream().map(Mischief::read).map(Views.Row::of).toList());
              return EnvelopeLies.payload(2, p -> p.put("view", view.base64Url())).instead(turn);
            }),
        (session, honest) ->
            seen.containsKey(session.sid())
                ? new HostAnswer.Opening(
                    signed(
                        accomplice,
                        session,
                        new ViewOpening(session.sid(), 1, seen.get(session.sid()))))
                : honest);
  }

  /** The same messages, but for the two-faced keeper's; none where it takes no part. */
  private static List<String> otherSide(
      List<String> envelopes, SimulatedKeeper twoFaced, Consumer<ObjectNode> change) {
    List<String> others = new ArrayList<>();
    boolean takesPart = false;
    for (String compact : envelopes) {
      if (read(compact).from() == twoFaced.number()) {
        ObjectNode payload = SignedPayload.of(read(compact));
        change.accept((ObjectNode) payload.get("body"));
        others.add(SignedPayload.sign(twoFaced.identity(), payload));
        takesPart = true;
      } else {
        others.add(compact);
      }
    }
    return takesPart ? others : List.of();
  }

  private static Envelope read(String compact) {
    try {
      return Envelope.read(Jws.parse(compact));
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String signed(SimulatedKeeper keeper, Session session, Content content) {
    return Signed.sign(
            keeper.identity(),
            session.preimage().cluster(),
            session.preimage().coordinator(),
            content)
        .compact();
  }
}
