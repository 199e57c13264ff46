package org.tagma.threshold.sharing;

import java.util.SortedSet;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Binding;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * What everything in one run of sharing is bound to.
 *
 * @param curve the key's curve
 * @param suite the session's suite
 * @param sid the session, 32 bytes
 * @param threshold t, the number of coefficients of each polynomial
 * @param members the keepers that deal and receive
 * @param binding what all proofs of the run have in common
 */
public record SharingContext(
    Curve curve,
    String suite,
    Bytes sid,
    int threshold,
    SortedSet<Integer> members,
    Binding binding) {
  /** Of a session about a key on {@code curve}. */
  public static SharingContext of(Session session, Curve curve) {
    SessionPreimage preimage = session.preimage();
    Binding binding =
        new Binding(
            preimage.protocol(),
            preimage.keyId(),
            preimage.generation(),
            Participant.rows(preimage.participants()),
            preimage.auxBundleHash());
    return new SharingContext(
        curve, preimage.suite(), session.sid(), preimage.threshold(), session.members(), binding);
  }

  /** The messages of {@code round}, which all carry {@code view}. */
  public Stage stage(int round, Bytes view) {
    return new Stage(this, round, view);
  }

  /** The point with that encoding. */
  Point point(Bytes encoded) throws DecodingException {
    return curve.decodePoint(encoded.toArray());
  }

  /**
   * One round of the run.
   *
   * @param view the view that the round's messages carry
   */
  public record Stage(SharingContext context, int round, Bytes view) {
    /**
     * The context of a proof in a message of this round.
     *
     * @param verifier 0 for everybody
     */
    public ProofContext proof(int prover, int verifier, String step, Tlv... extra) {
      return new ProofContext(
          context.suite,
          context.sid,
          prover,
          verifier,
          context.binding.at(round, step, view, extra));
    }
  }
}
