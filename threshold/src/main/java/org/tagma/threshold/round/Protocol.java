package org.tagma.threshold.round;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Rule;

/**
 * A protocol: a package with its rounds, messages and checks, and one of these. In every round each
 * member sends one message to all. Peers, audit, simulation and evidence know protocols through
 * this interface only.
 */
public interface Protocol {
  /** The usual {@link #patience}, in milliseconds. */
  long PATIENCE = 40_000;

  /** The name in sessions and rules, for instance {@code FROST}. */
  String name();

  /** The ciphersuites it can do. */
  Set<String> suites();

  /** How many rounds have messages. */
  int rounds();

  /**
   * The last round whose messages the result needs: in later ones somebody may be missing, and the
   * operation succeeds all the same.
   */
  int settledBy();

  /**
   * The kind of message that everybody sends in {@code round}, for instance {@code frost.commit}.
   */
  String kind(int round);

  /** Every rule that {@link #offences} can find broken. */
  List<Rule> rules();

  /** Whether all holders of the key have to take part, or else a quorum of t. */
  boolean needsAll();

  /**
   * How many members a session has at least.
   *
   * @param threshold t
   * @param holders how many may take part
   */
  default int quorum(int threshold, int holders) {
    return needsAll() ? holders : threshold;
  }

  /** Whether all holders that are left are asked, where a quorum of them would do. */
  default boolean asksAll() {
    return false;
  }

  /**
   * Whether a run ends a generation that others have followed, for good: whoever takes part leaves
   * every other session under that generation.
   */
  default boolean endsGeneration() {
    return false;
  }

  /**
   * Whether the messages of the only round are parts that say nothing of each other, and any t good
   * ones are enough: more than t members are asked at once, and a bad, missing or late part costs
   * its sender alone.
   */
  default boolean parts() {
    return false;
  }

  /** Whether a run makes a new generation of a key, and so has to find an unused number. */
  default boolean makesGeneration() {
    return false;
  }

  /**
   * Whether the request or the certificate says who takes part, which {@link #accepts} checks:
   * neither the whole cluster nor just a quorum of the holders.
   */
  default boolean choosesMembers() {
    return false;
  }

  /** Whether members bring their shares of the certified generation. */
  default boolean usesShares() {
    return true;
  }

  /** Whether this member brings its share, in a session that is accepted. */
  default boolean usesShare(Session session, int keeper) {
    return usesShares();
  }

  /** Whether it also works under generations that others have followed. */
  default boolean takesRetired() {
    return false;
  }

  /** What the members do with the key, in the sense of its policy; empty where that has no say. */
  default Optional<KeyPolicy.Use> use() {
    return Optional.empty();
  }

  /**
   * Whether its coordinator may open a second session beside one in which a member is late: cheap,
   * and harmless when both succeed (spec/protocols.md 2.6).
   */
  default boolean hedged() {
    return false;
  }

  /**
   * How long a coordinator may be silent until its members take it for gone, in milliseconds: more
   * than a round may take.
   */
  default long patience() {
    return PATIENCE;
  }

  /**
   * Whether a keeper takes part in one session for a key at a time: its coordinator opens it with
   * the members one after another, in the order of their numbers, and who is at work on another
   * session for the key answers BUSY (spec/protocols.md 0).
   */
  default boolean isExclusive() {
    return false;
  }

  /**
   * Reads the body of a message, its form only: a body that does not decode is malformed, whoever
   * looks.
   *
   * @throws DecodingException when it is malformed
   */
  Message read(String suite, int round, ObjectNode body) throws DecodingException;

  /** Whether the session's suite, request and certificate fit each other and this protocol. */
  boolean accepts(Session session);

  /** Why a keeper refuses the session; empty when it {@link #accepts} it. */
  default Optional<RefusalReason> objection(Session session) {
    return accepts(session) ? Optional.empty() : Optional.of(RefusalReason.INVALID_REQUEST);
  }

  /** The first round of one member. */
  Round begin(Session session, Local local);

  /** The round that turns everybody's last messages into the result: public data only. */
  Round conclude(Session session);

  /**
   * The checks that anyone can make once the messages of {@code round} are there, on each of the
   * messages that are: all of them, before anything is decided. A stage that names somebody ends
   * the run.
   */
  List<Offence> offences(Inbox inbox, int round);

  /**
   * Those of the {@link #offences} that everybody looks for before going on. A proof that is
   * addressed to one member is checked by that member alone, as it steps on ({@link Step.Blamed}).
   * Whoever finds an offence in either way asks for all of them, round after round, before it
   * accuses.
   */
  default List<Offence> commonOffences(Inbox inbox, int round) {
    return offences(inbox, round);
  }

  /**
   * Whether the round that follows {@code inbox} is the last one, in which everybody opens what it
   * did, since an equation over all members does not hold. Then no answer is BLAME_SILENT, and the
   * openings that come are judged without the others.
   */
  default boolean isBlame(Inbox inbox) {
    return false;
  }
}
