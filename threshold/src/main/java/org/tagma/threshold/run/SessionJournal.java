package org.tagma.threshold.run;

import java.util.List;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Fault;

/**
 * What a keeper remembers of its sessions across crashes. Each method returns when its change is
 * durable, or throws and has changed nothing.
 */
public interface SessionJournal {
  /** The keeper was sealed before a share could be stored: whoever asked gets a refusal. */
  final class SealedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SealedMeanwhile() {
      super("this keeper is sealed", null, false, false);
    }
  }

  /** How an opening went. */
  enum Admission {
    OPENED,
    /** The session id is known: it was opened before, perhaps by a process that is gone. */
    KNOWN,
    /** The operation was opened with another request, or too often. */
    ATTEMPT
  }

  /**
   * Commits a row unique in the session id, the attempt, the effects, the participant's first audit
   * record and the answer that is about to leave.
   *
   * @param subject the caller in whose name the session is
   * @param maxAttempt the highest attempt that is still let in
   */
  Admission open(
      Session session, String subject, int maxAttempt, List<Effect> effects, Reply reply);

  /** Commits the effects of a later round and its answer. */
  void answer(Session session, List<Effect> effects, Reply reply);

  /** Records how the session ended, with the faults this keeper has seen or been shown. */
  void close(Session session, String subject, SessionEnd end);

  /**
   * What is about to leave.
   *
   * @param round the round it is for; 0 where a session is only opened and nothing leaves
   * @param inbox SHA-256 over the hashes of the messages it answers
   * @param message the envelope, empty where nothing leaves
   */
  record Reply(int round, Bytes inbox, String message) {}

  /**
   * How a session ended for a participant.
   *
   * @param outcome what the coordinator's CLOSE said, or UNKNOWN, or ABANDONED
   * @param faults this keeper's own findings
   * @param claims what the coordinator claims: whom it calls dead
   */
  record SessionEnd(String outcome, List<Fault> faults, List<Claimed> claims) {}

  /** A coordinator's unsupported word. */
  record Claimed(Fault fault, int claimedBy) {}
}
