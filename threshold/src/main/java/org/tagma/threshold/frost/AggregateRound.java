package org.tagma.threshold.frost;

import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
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
    SortedMap<String, Bytes> signatures = new TreeMap<>();
    for (int k = 0; k < signing.messages().size(); k++) {
      signatures.put(signing.operationIds().get(k), signature(inbox, k));
    }
    return new Step.Done(new FrostSignatures(signatures));
  }

  private Bytes signature(Inbox inbox, int k) {
    Curve curve = signing.suite().curve();
    Scalar sum = curve.scalar(0);
    for (FrostShares message : inbox.messages(Frost.SHARE, FrostShares.class).values()) {
      try {
        sum = sum.plus(curve.decodeScalar(message.shares().get(k).toArray()));
      } catch (DecodingException e) {
        throw new IllegalStateException("a checked share does not decode", e);
      }
    }
    Point groupCommitment = signing.packages(inbox).get(k).groupCommitment();
    byte[] signature = FrostSuite.concat(groupCommitment.encode(), sum.encode());
    if (!FrostSignatures.verify(
        signing.suite(), signing.certificate().publicKey(), signing.messages().get(k), signature)) {
      // every share passed, so this is a bug of ours and accuses nobody
      throw new IllegalStateException("the aggregate of good shares does not verify");
    }
    return Bytes.of(signature);
  }
}
