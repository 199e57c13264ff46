package org.tagma.threshold.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tagma.threshold.evidence.Prosecution;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.InboxReader;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Received;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.wire.Envelope;

/**
 * One keeper's part in one session. It goes on to the next round only with exactly one good message
 * of every member, its own unaltered, all under its own view (spec/protocols.md 4.2); after
 * anything else it is dead, so no nonce meets a second inbox. Not thread-safe.
 */
public final class RoundEngine {
  private final Session session;
  private final KeeperIdentity identity;
  private final KeyRing keys;
  private final Protocol protocol;
  private final InboxReader reader;
  private final Tasks tasks;
  private Inbox inbox;
  private Round round;
  private Envelope sent;
  private boolean dead;

  public RoundEngine(
      Session session,
      KeeperIdentity identity,
      KeyRing keys,
      Protocol protocol,
      Local local,
      Tasks tasks) {
    this(Inbox.empty(session), identity, keys, protocol, local, tasks);
  }

  /** An engine that begins with {@code empty}, and so shares what others derive. */
  RoundEngine(
      Inbox empty,
      KeeperIdentity identity,
      KeyRing keys,
      Protocol protocol,
      Local local,
      Tasks tasks) {
    this.session = empty.session();
    this.identity = identity;
    this.keys = keys;
    this.protocol = protocol;
    this.reader = new InboxReader(session, keys, protocol);
    this.tasks = tasks;
    this.inbox = empty;
    this.round = protocol.begin(session, local);
  }

  /** What the keeper answers. */
  public sealed interface Answer {
    /** Its message, once {@code effects} are durable. */
    record Send(Envelope envelope, List<Effect> effects) implements Answer {}

    /** Somebody lied; one piece of evidence for each. */
    record Accuse(List<Evidence> evidence) implements Answer {}

    /** It will not go on. */
    record Refuse(RefusalReason reason) implements Answer {}
  }

  /** The round whose message is due next, from 1. */
  public int next() {
    return inbox.round() + (sent == null ? 1 : 2);
  }

  public boolean isDead() {
    return dead;
  }

  /** Whether the last message has been sent: a share, or an opening that ends the session. */
  public boolean isOver() {
    return sent != null && (sent.round() == protocol.rounds() || protocol.isBlame(inbox));
  }

  /** All messages this keeper went on with, for a VIEW_OPEN. */
  public Inbox inbox() {
    return inbox;
  }

  /** Answers the request for round {@link #next}, given the messages of the round before. */
  public Answer advance(Collection<String> messages) {
    if (dead || isOver()) {
      return new Answer.Refuse(RefusalReason.SESSION_CLOSED);
    }
    Answer answer;
    try {
      answer = sent == null ? begin(messages) : proceed(messages);
    } catch (KeyDamaged e) {
      answer = new Answer.Refuse(RefusalReason.KEY_DAMAGED);
    }
    if (!(answer instanceof Answer.Send)) {
      destroy();
    }
    return answer;
  }

  /** Erases the secrets; the session cannot go on. */
  public void destroy() {
    dead = true;
    round.destroy();
  }

  private Answer begin(Collection<String> messages) {
    return messages.isEmpty() ? step() : new Answer.Refuse(RefusalReason.INVALID_REQUEST);
  }

  private Answer proceed(Collection<String> messages) {
    int received = sent.round();
    InboxReader.Reading reading = reader.read(received, messages, inbox.view(received - 1));
    if (!reading.evidence().isEmpty()) {
      return new Answer.Accuse(reading.evidence());
    }
    Received own = reading.admitted().get(identity.keeper());
    if (own == null || !own.envelope().signed().compact().equals(sent.signed().compact())) {
      return new Answer.Refuse(RefusalReason.OWN_MESSAGE_ALTERED);
    }
    if (!reading.missing(session.members()).isEmpty()) {
      return new Answer.Refuse(RefusalReason.VIEW_MISMATCH);
    }
    inbox = inbox.with(reading.admitted().values());
    sent = null;
    return protocol.commonOffences(inbox, received).isEmpty() ? step() : accuse();
  }

  private Answer step() {
    return round.step(inbox, tasks).match(this::send, done -> unexpected(), blamed -> accuse());
  }

  private Answer send(Step.Next next) {
    round = next.round();
    Outbox outbox = next.outbox();
    int number = inbox.round() + 1;
    Bytes view = inbox.view(number - 1);
    sent =
        Envelope.sign(
            identity,
            session.preimage(),
            session.sid(),
            number,
            protocol.kind(number),
            view,
            outbox.message().toBody());
    return new Answer.Send(sent, outbox.effects());
  }

  private Answer accuse() {
    List<Offence> offences = Prosecution.offences(protocol, inbox);
    if (offences.isEmpty()) {
      throw new IllegalStateException("a check failed that nobody can repeat");
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Map.Entry<Integer, Offence> entry : firstByAccused(offences).entrySet()) {
      evidence.add(Prosecution.of(inbox, entry.getValue(), keys));
    }
    return new Answer.Accuse(evidence);
  }

  private static Map<Integer, Offence> firstByAccused(List<Offence> offences) {
    Map<Integer, Offence> first = new TreeMap<>();
    offences.forEach(o -> first.putIfAbsent(o.accused(), o));
    return first;
  }

  private static Answer unexpected() {
    throw new IllegalStateException("a protocol ended before its last round");
  }
}
