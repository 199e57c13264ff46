package org.tagma.threshold.round;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;

/**
 * Takes in the raw messages of one round (spec/protocols.md 4.2, "Receivers"). What nobody of the
 * session signed, or belongs elsewhere, is dropped and counted and held against nobody; what a
 * member signed and no honest keeper would, is evidence.
 */
public final class InboxReader {
  private final Session session;
  private final KeyRing keys;
  private final Protocol protocol;

  public InboxReader(Session session, KeyRing keys, Protocol protocol) {
    this.session = session;
    this.keys = keys;
    this.protocol = protocol;
  }

  /**
   * What the messages come to.
   *
   * @param admitted one good message by sender
   * @param otherView good messages of senders whose view is not the expected one
   * @param evidence against senders that broke a rule of envelopes
   * @param unattributable how many messages were dropped
   */
  public record Reading(
      SortedMap<Integer, Received> admitted,
      SortedMap<Integer, Received> otherView,
      List<Evidence> evidence,
      int unattributable) {
    /** Members with no message that could be admitted. */
    public SortedSet<Integer> missing(Collection<Integer> members) {
      SortedSet<Integer> missing = new TreeSet<>(members);
      missing.removeAll(admitted.keySet());
      return missing;
    }
  }

  /** Reads the messages of {@code round}, which should all carry {@code view}. */
  public Reading read(int round, Collection<String> messages, Bytes view) {
    SortedMap<Integer, Received> good = new TreeMap<>();
    List<Evidence> evidence = new ArrayList<>();
    int dropped = 0;
    for (String message : messages) {
      Optional<Jws> signed = attribute(message);
      if (signed.isEmpty()) {
        dropped++;
      } else if (!take(round, signed.get(), good, evidence)) {
        dropped++;
      }
    }
    evidence.forEach(e -> good.remove(e.accused()));
    SortedMap<Integer, Received> admitted = new TreeMap<>();
    SortedMap<Integer, Received> otherView = new TreeMap<>();
    for (Map.Entry<Integer, Received> entry : good.entrySet()) {
      boolean expected = entry.getValue().envelope().view().equals(view);
      (expected ? admitted : otherView).put(entry.getKey(), entry.getValue());
    }
    return new Reading(admitted, otherView, List.copyOf(evidence), dropped);
  }

  /**
   * The message, if a member of the session signed it as an envelope with the key the session
   * names.
   */
  private Optional<Jws> attribute(String message) {
    try {
      Jws jws = Jws.parse(message);
      boolean member =
          session.preimage().participants().stream()
              .anyMatch(p -> p.number() == jws.from() && p.thumbprint().equals(jws.thumbprint()));
      Optional<IdentityKey> key =
          member ? keys.find(jws.from(), jws.thumbprint()) : Optional.empty();
      return key.isPresent() && Envelope.TYP.equals(jws.typ()) && jws.isSignedBy(key.get())
          ? Optional.of(jws)
          : Optional.empty();
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  /** Returns false when the message belongs elsewhere. */
  private boolean take(
      int round, Jws jws, SortedMap<Integer, Received> good, List<Evidence> evidence) {
    Envelope envelope;
    try {
      envelope = Envelope.read(jws);
    } catch (DecodingException e) {
      if (!Envelope.names(jws, session.sid())) {
        return false;
      }
      evidence.add(accuse(EnvelopeRule.MALFORMED, jws));
      return true;
    }
    if (!envelope.sid().equals(session.sid())) {
      return false;
    }
    if (!envelope.belongsTo(session.preimage())) {
      evidence.add(accuse(EnvelopeRule.SESSION, jws));
      return true;
    }
    if (envelope.round() != round) {
      return false;
    }
    Optional<Message> body = body(protocol, envelope);
    if (body.isEmpty()) {
      evidence.add(accuse(EnvelopeRule.MALFORMED, jws));
      return true;
    }
    Received earlier = good.putIfAbsent(envelope.from(), new Received(envelope, body.get()));
    if (earlier != null && !earlier.envelope().hash().equals(envelope.hash())) {
      evidence.add(accuse(EnvelopeRule.EQUIVOCATION, earlier.envelope().signed(), jws));
    }
    return true;
  }

  /** The body, when kind, addressee and form are those of the envelope's round. */
  public static Optional<Message> body(Protocol protocol, Envelope envelope) {
    try {
      if (envelope.round() > protocol.rounds()
          || envelope.to() != 0
          || !envelope.kind().equals(protocol.kind(envelope.round()))) {
        return Optional.empty();
      }
      return Optional.of(protocol.read(envelope.suite(), envelope.round(), envelope.body()));
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  private Evidence accuse(Rule rule, Jws... exhibits) {
    return Evidence.of(
        rule,
        exhibits[0].from(),
        session.preimage(),
        List.of(exhibits).stream().map(Jws::compact).toList(),
        keys);
  }
}
