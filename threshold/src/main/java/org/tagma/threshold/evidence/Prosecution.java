package org.tagma.threshold.evidence;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Received;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Offence;

/** Turns an offence that a check has found into evidence that anyone can check again. */
public final class Prosecution {
  private Prosecution() {}

  /**
   * The offences of the first round that has any: all checks are made, whoever they concern. Nobody
   * honest who saw them went on, so that the messages after them say nothing.
   */
  public static List<Offence> offences(Protocol protocol, Inbox inbox) {
    for (int round = 1; round <= inbox.round(); round++) {
      List<Offence> offences = protocol.offences(inbox, round);
      if (!offences.isEmpty()) {
        return offences;
      }
    }
    return List.of();
  }

  /**
   * The evidence for {@code offence}: all messages of the earlier rounds, since they are the view
   * that the offending message was signed under, and of the offence's round the accused's and the
   * witnesses'.
   *
   * @param keys says which statements lead to the keys that signed
   */
  public static Evidence of(Inbox inbox, Offence offence, KeyRing keys) {
    Session session = inbox.session();
    Set<String> exhibits = new LinkedHashSet<>();
    for (int round = 1; round < offence.round(); round++) {
      inbox.round(round).values().forEach(r -> exhibits.add(r.envelope().signed().compact()));
    }
    SortedSet<Integer> shown = new TreeSet<>(offence.witnesses());
    shown.add(offence.accused());
    for (int keeper : shown) {
      Received received = inbox.round(offence.round()).get(keeper);
      if (received != null) {
        exhibits.add(received.envelope().signed().compact());
      }
    }
    return new Evidence(
        offence.rule().id(),
        offence.accused(),
        session.preimage(),
        Optional.of(session.request()),
        session.certificate().map(CertificateContent::toJson),
        session.auxBundle().map(AuxBundle::toJson),
        List.copyOf(exhibits),
        Evidence.statements(session.preimage(), keys));
  }

  /** The same where every key that signed is pinned. */
  public static Evidence of(Inbox inbox, Offence offence) {
    return of(inbox, offence, new KeyRing(List.of()));
  }
}
