package org.tagma.threshold.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.KeyPolicy;
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
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Rule;

/** A protocol as a liar runs it: honest, but for what it signs. */
public class CheatingProtocol implements Protocol {
  private final Protocol honest;
  private final Lie lie;

  /** What the liar signs in place of an honest message. */
  @FunctionalInterface
  public interface Lie {
    /**
     * @param inbox what the liar has heard so far
     * @param message what an honest keeper would say; returned as it is where the liar is honest
     */
    Message instead(Session session, Inbox inbox, Message message);
  }

  public CheatingProtocol(Protocol honest, Lie lie) {
    this.honest = honest;
    this.lie = lie;
  }

  @Override
  public Round begin(Session session, Local local) {
    return lying(session, honest.begin(session, local));
  }

  private Round lying(Session session, Round round) {
    return new Round() {
      @Override
      public Step step(Inbox inbox, Tasks tasks) {
        return round
            .step(inbox, tasks)
            .match(next -> lie(session, inbox, next), done -> done, blamed -> blamed);
      }

      @Override
      public void destroy() {
        round.destroy();
      }
    };
  }

  private Step lie(Session session, Inbox inbox, Step.Next next) {
    Message message = lie.instead(session, inbox, next.outbox().message());
    return new Step.Next(
        lying(session, next.round()), new Outbox(message, next.outbox().effects()));
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
  public int quorum(int threshold, int holders) {
    return honest.quorum(threshold, holders);
  }

  @Override
  public boolean asksAll() {
    return honest.asksAll();
  }

  @Override
  public boolean endsGeneration() {
    return honest.endsGeneration();
  }

  @Override
  public boolean parts() {
    return honest.parts();
  }

  @Override
  public boolean makesGeneration() {
    return honest.makesGeneration();
  }

  @Override
  public boolean usesShares() {
    return honest.usesShares();
  }

  @Override
  public boolean hedged() {
    return honest.hedged();
  }

  @Override
  public long patience() {
    return honest.patience();
  }

  @Override
  public boolean isExclusive() {
    return honest.isExclusive();
  }

  @Override
  public Optional<KeyPolicy.Use> use() {
    return honest.use();
  }

  @Override
  public boolean usesShare(Session session, int keeper) {
    return honest.usesShare(session, keeper);
  }

  @Override
  public boolean choosesMembers() {
    return honest.choosesMembers();
  }

  @Override
  public boolean takesRetired() {
    return honest.takesRetired();
  }

  @Override
  public Optional<RefusalReason> objection(Session session) {
    return honest.objection(session);
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

  @Override
  public List<Offence> commonOffences(Inbox inbox, int round) {
    return honest.commonOffences(inbox, round);
  }

  @Override
  public boolean isBlame(Inbox inbox) {
    return honest.isBlame(inbox);
  }
}
