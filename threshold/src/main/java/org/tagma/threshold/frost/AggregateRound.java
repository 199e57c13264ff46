package org.tagma.threshold.frost;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.transcript.Bytes;

/**
 * The end: each signature is the sum of its shares, and is verified before it is given out (RFC
 * 9591 section 5.3).
 */
final class AggregateRound implements Round {
  private final Signing signing;

  AggregateRound(Signing signing) {
    this.signing = signing;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    // every share passed, so a sum that does not verify is a bug of ours and accuses nobody
    List<Bytes> verified =
        signing
            .aggregates(inbox)
            .orElseThrow(
                () -> new IllegalStateException("the aggregate of good shares does not verify"));
    SortedMap<String, Bytes> signatures = new TreeMap<>();
    for (int k = 0; k < verified.size(); k++) {
      signatures.put(signing.operationIds().get(k), verified.get(k));
    }
    return new Step.Done(new FrostSignatures(signatures));
  }
}
