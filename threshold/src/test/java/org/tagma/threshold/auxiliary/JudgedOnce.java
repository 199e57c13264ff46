package org.tagma.threshold.auxiliary;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.testkit.CheatingProtocol;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;

/**
 * A protocol whose checks are made once for all who hold the same messages, which the view names:
 * in a simulation everybody would make the same seconds of them again.
 */
final class JudgedOnce extends CheatingProtocol {
  private final Protocol protocol;
  private final Map<Judged, List<Offence>> known = new ConcurrentHashMap<>();

  private record Judged(int round, Bytes view) {}

  JudgedOnce(Protocol protocol) {
    super(protocol, (session, inbox, message) -> message);
    this.protocol = protocol;
  }

  @Override
  public List<Offence> offences(Inbox inbox, int round) {
    return known.computeIfAbsent(
        new Judged(round, inbox.view(round)), judged -> protocol.offences(inbox, round));
  }
}
