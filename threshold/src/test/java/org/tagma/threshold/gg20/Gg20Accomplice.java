package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Received;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.CheatingProtocol;

/**
 * Two that work together: one sends the other a bad proof, and the other goes on as if it had been
 * good.
 */
final class Gg20Accomplice {
  private final int liar;
  private final int receiver;
  private Gg20Products honest;

  Gg20Accomplice(int liar, int receiver) {
    this.liar = liar;
    this.receiver = receiver;
  }

  /** The operation with one more lie, for a session that is played without hosts. */
  static Operation lyingAbout(Operation operation, Cheat cheat) {
    return new Operation(
        operation.operationId(),
        new CheatingProtocol(new Gg20(), onlyBy(2, cheat)),
        operation.suite(),
        operation.keyId(),
        operation.generation(),
        operation.certificate(),
        operation.auxBundle(),
        operation.holders(),
        operation.threshold(),
        operation.request(),
        operation.credential(),
        operation.budgetMillis());
  }

  /** All members run the same protocol there: the first message of each round is keeper 1's. */
  private static CheatingProtocol.Lie onlyBy(int keeper, Cheat cheat) {
    int[] asked = new int[Gg20.SHARE + 1];
    return (session, inbox, message) ->
        ++asked[inbox.round() + 1] == keeper
            ? cheat.asLie().instead(session, inbox, message)
            : message;
  }

  /** The liar, who may lie in other rounds, too. */
  Cheat liar(Cheat more) {
    return (session, round, body) -> {
      if (round == Gg20.MULTIPLY && session.members().contains(receiver)) {
        try {
          honest = Gg20Products.read(Gg20ContractTest.CURVE, body.deepCopy());
          for (var product : body.get("products")) {
            if (product.get("to").textValue().equals("keeper-" + receiver)) {
              spoil((ObjectNode) product.get("affp"));
            }
          }
        } catch (DecodingException e) {
          throw new IllegalStateException(e);
        }
      }
      more.change(session, round, body);
    };
  }

  private static void spoil(ObjectNode proof) throws DecodingException {
    List<String> names = new ArrayList<>();
    proof.fieldNames().forEachRemaining(names::add);
    String response = names.contains("z1") ? "z1" : names.get(names.size() - 1);
    Gg20Cheats.add(proof, response, 1);
  }

  /** Who sees the good proof in place of the bad one. */
  Cheat accomplice() {
    return new Cheat() {
      @Override
      public void change(Session session, int round, ObjectNode body) {}

      @Override
      public Round wrap(Session session, Local local, Round round) {
        return blind(session, round);
      }
    };
  }

  private Round blind(Session session, Round round) {
    return new Round() {
      @Override
      public Step step(Inbox inbox, Tasks tasks) {
        return round
            .step(without(session, inbox), tasks)
            .match(
                next -> new Step.Next(blind(session, next.round()), next.outbox()),
                done -> done,
                blamed -> blamed);
      }

      @Override
      public void destroy() {
        round.destroy();
      }
    };
  }

  private Inbox without(Session session, Inbox inbox) {
    Inbox changed = Inbox.empty(session);
    for (int round = 1; round <= inbox.round(); round++) {
      List<Received> messages = new ArrayList<>();
      for (Received received : inbox.round(round).values()) {
        boolean bad = round == Gg20.MULTIPLY && received.envelope().from() == liar;
        Message message = bad && honest != null ? honest : received.message();
        messages.add(new Received(received.envelope(), message));
      }
      changed = changed.with(messages);
    }
    return changed;
  }
}
