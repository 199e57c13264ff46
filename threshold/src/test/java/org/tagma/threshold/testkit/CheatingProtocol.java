package org.tagma.threshold.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Rule;

/** A protocol as a liar runs it: honest, but for what it signs. */
final class CheatingProtocol implements Protocol {
  private final Protocol honest;
  private final Cheat cheat;

  CheatingProtocol(Protocol honest, Cheat cheat) {
    this.honest = honest;
    this.cheat = cheat;
  }

  private record Lie(ObjectNode toBody) implements Message {}

  @Override
  public Round begin(Session session, Local local) {
    return lying(session, 1, honest.begin(session, local));
  }

  private Round lying(Session session, int number, Round round) {
    return new Round() {
      @Override
      public Step step(Inbox inbox, Tasks tasks) {
        return round
            .step(inbox, tasks)
            .match(next -> lie(session, number, next), done -> done, blamed -> blamed);
      }

      @Override
      public void destroy() {
        round.destroy();
      }
    };
  }

  private Step lie(Session session, int number, Step.Next next) {
    ObjectNode body = next.outbox().message().toBody().deepCopy();
    cheat.change(session, number, body);
    return new Step.Next(
        lying(session, number + 1, next.round()),
        new Outbox(new Lie(body), next.outbox().effects()));
  }

  @Override
  public String name() {
    return honest.name();
  }

  @Override
  public Set<String> suites() {
    return honest.suites();
  }

  @Override
  public int rounds() {
    return honest.rounds();
  }

  @Override
  public int settledBy() {
    return honest.settledBy();
  }

  @Override
  public String kind(int round) {
    return honest.kind(round);
  }

  @Override
  public List<Rule> rules() {
    return honest.rules();
  }

  @Override
  public boolean needsAll() {
    return honest.needsAll();
  }

  @Override
  public Message read(String suite, int round, ObjectNode body) throws DecodingException {
    return honest.read(suite, round, body);
  }

  @Override
  public boolean accepts(Session session) {
    return honest.accepts(session);
  }

  @Override
  public Round conclude(Session session) {
    return honest.conclude(session);
  }

  @Override
  public List<Offence> offences(Inbox inbox, int round) {
    return honest.offences(inbox, round);
  }
}
