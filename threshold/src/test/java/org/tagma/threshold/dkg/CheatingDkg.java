package org.tagma.threshold.dkg;

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

/** Key generation as a liar plays it: it alters its own messages. */
final class CheatingDkg implements Protocol {
  private final Protocol honest = new Dkg();
  private final Cheat cheat;

  /** What the liar sends instead. */
  interface Cheat {
    Message alter(Session session, Inbox inbox, Message message);
  }

  CheatingDkg(Cheat cheat) {
    this.cheat = cheat;
  }

  @Override
  public Round begin(Session session, Local local) {
    return new CheatingRound(session, honest.begin(session, local));
  }

  private final class CheatingRound implements Round {
    private final Session session;
    private final Round inner;

    CheatingRound(Session session, Round inner) {
      this.session = session;
      this.inner = inner;
    }

    @Override
    public Step step(Inbox inbox, Tasks tasks) {
      return inner
          .step(inbox, tasks)
          .match(
              next -> {
                Message message = cheat.alter(session, inbox, next.outbox().message());
                return new Step.Next(
                    new CheatingRound(session, next.round()),
                    new Outbox(message, next.outbox().effects()));
              },
              done -> done,
              blamed -> blamed);
    }
  }

  @Override
  public List<Offence> offences(Inbox inbox, int round) {
    return honest.offences(inbox, round);
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
}
