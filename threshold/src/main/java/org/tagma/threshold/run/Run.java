package org.tagma.threshold.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tagma.threshold.evidence.EvidenceVerifier;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.round.ProtocolRegistry;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Quarantined;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.verdict.VerdictLedger;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * One operation, from its coordinator's side: attempt after attempt from round zero, each in a
 * session of its own with a quorum without the faulty, until one succeeds or too few keepers are
 * left (DESIGN section 2). Where the protocol allows, an attempt in which somebody is late gets
 * another one beside it (spec/protocols.md 2.6). The same code runs in the server and in the
 * simulator; whatever it needs of the world comes through {@link Links}.
 */
public final class Run {
  /**
   * After the budget, members keep the session for so long, in milliseconds (spec/protocols.md
   * 4.2).
   */
  private static final long GRACE = 60_000;

  private static final int MAX_GENERATION_CHANGES = 3;

  private final KeeperIdentity identity;
  private final Cluster cluster;
  private final KeyRing keys;
  private final EvidenceVerifier verifier;
  private final Links links;
  private final Operation operation;
  private final VerdictLedger ledger = new VerdictLedger();
  private final QuorumSelector selector;
  private final Set<Integer> late = new TreeSet<>();
  private final long startedAt;
  private int generation;
  private int generationChanges;
  private int opened;
  private int counted;

  public Run(
      KeeperIdentity identity,
      Cluster cluster,
      KeyRing keys,
      ProtocolRegistry protocols,
      Links links,
      Operation operation) {
    this.identity = identity;
    this.cluster = cluster;
    this.keys = keys;
    this.verifier = new EvidenceVerifier(cluster.id(), keys, protocols);
    this.links = links;
    this.operation = operation;
    this.generation = operation.generation();
    this.startedAt = links.now();
    Set<Integer> holders =
        new TreeSet<>(operation.holders().stream().map(Participant::number).toList());
    List<Integer> order = new ArrayList<>(links.preference());
    order.remove(Integer.valueOf(identity.keeper()));
    order.add(0, identity.keeper()); // where it takes part at all, it comes first
    order.retainAll(holders);
    int least = operation.protocol().quorum(operation.threshold(), holders.size());
    // fewer than t keepers lie, so among t - 1 spares and t others there are t good ones
    int spares = operation.protocol().parts() ? operation.threshold() - 1 : 0;
    int most = operation.protocol().asksAll() ? holders.size() : least + spares;
    this.selector = new QuorumSelector(least, most, identity.keeper(), order);
  }

  /** Runs the operation to its end; blocks as long as {@link Links} does. */
  public Outcome execute() {
    leaveOut();
    while (true) {
      Optional<SortedSet<Integer>> quorum = selector.next(ledger.excluded());
      if (quorum.isEmpty()) {
        return failed(exhausted());
      }
      if (links.now() >= deadline()) {
        return failed(Outcome.Failure.DEADLINE_EXCEEDED);
      }
      if (opened >= maxAttempts()) {
        return failed(counted < opened ? Outcome.Failure.OVERLOADED : Outcome.Failure.INCONCLUSIVE);
      }
      Optional<Outcome> outcome = race(quorum.get());
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
  }

  /** Those that lied before, and of the others those that are known to be dead. */
  private void leaveOut() {
    Set<Integer> others =
        new TreeSet<>(operation.holders().stream().map(Participant::number).toList());
    others.remove(identity.keeper());
    for (Quarantined barred : links.quarantined()) {
      if (others.remove(barred.keeper())) {
        ledger.bar(barred);
      }
    }
    Map<Integer, CauseOfDeath> knownDead = links.knownDead();
    for (int other : others) {
      CauseOfDeath cause = knownDead.get(other);
      if (cause != null) {
        ledger.add(new Fault(other, new Verdict.Dead(cause, 0), 0, 0));
      }
    }
  }

  /**
   * An attempt with this quorum, and beside it one for each member that is late: the first result
   * wins. Empty when all of them failed.
   */
  private Optional<Outcome> race(SortedSet<Integer> quorum) {
    Attempt first = attempt(quorum);
    if (first.hasInvalidCiphertext()) {
      return Optional.of(failed(Outcome.Failure.INVALID_CIPHERTEXT));
    }
    List<Attempt> racing = new ArrayList<>();
    enter(first, racing);
    while (true) {
      for (Attempt attempt : List.copyOf(racing)) {
        attempt.advance();
        if (attempt.isOver()) {
          racing.remove(attempt);
          settle(attempt);
        }
        if (attempt.result().isPresent()) {
          racing.forEach(this::abandon);
          return Optional.of(new Outcome(attempt.result(), Optional.empty(), ledger, counted));
        }
      }
      leaveWithoutTheExcluded(racing);
      hedge(racing);
      if (racing.isEmpty()) {
        return Optional.empty();
      }
      links.await(racing.stream().map(Attempt::asked).toList(), nextLate(racing));
    }
  }

  private Attempt attempt(SortedSet<Integer> quorum) {
    opened++;
    return new Attempt(
        operation, preimage(quorum), identity, cluster, keys, verifier, links, ledger);
  }

  private void enter(Attempt attempt, List<Attempt> racing) {
    attempt.begin(deadline());
    racing.add(attempt);
  }

  /** Who is excluded takes part no further, in attempts under way either. */
  private void leaveWithoutTheExcluded(List<Attempt> racing) {
    for (Attempt attempt : List.copyOf(racing)) {
      if (!Collections.disjoint(attempt.members(), ledger.excluded())) {
        racing.remove(attempt);
        abandon(attempt);
      }
    }
  }

  /** Opens an attempt without the late, if somebody is newly late and enough others are left. */
  private void hedge(List<Attempt> racing) {
    boolean more = false;
    for (Attempt attempt : racing) {
      for (Map.Entry<Integer, Long> member : attempt.lateAt().entrySet()) {
        more |= member.getValue() <= links.now() && late.add(member.getKey());
      }
    }
    if (more && opened < maxAttempts() && links.now() < deadline()) {
      Set<Integer> out = new TreeSet<>(ledger.excluded());
      out.addAll(late);
      selector.next(out).ifPresent(quorum -> enter(attempt(quorum), racing));
    }
  }

  /** When somebody will be late who was not before. */
  private long nextLate(List<Attempt> racing) {
    return racing.stream()
        .flatMap(attempt -> attempt.lateAt().entrySet().stream())
        .filter(member -> !late.contains(member.getKey()))
        .mapToLong(Map.Entry::getValue)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private void abandon(Attempt attempt) {
    attempt.abandon();
    counted++;
  }

  /** Draws the consequences of an attempt that has ended. */
  private void settle(Attempt attempt) {
    boolean succeeded = attempt.result().isPresent();
    attempt.close(succeeded ? "SUCCESS" : "FAILED");
    if (succeeded) {
      counted++;
    } else if (operation.protocol().makesGeneration()
        && attempt.laterGeneration() >= generation
        && generationChanges < MAX_GENERATION_CHANGES) {
      generation = attempt.laterGeneration() + 1;
      generationChanges++;
      ledger.forgetGenerationRefusals();
    } else if (!attempt.isOverloaded()) {
      counted++;
      selector.defer(attempt.undecided());
      if (selector.next(ledger.excluded()).equals(Optional.of(attempt.members()))) {
        selector.markInconclusive(attempt.members());
      }
    }
  }

  private SessionPreimage preimage(SortedSet<Integer> quorum) {
    long openedAt = links.now();
    return new SessionPreimage(
        SessionPreimage.VERSION,
        cluster.id(),
        operation.operationId(),
        identity.keeper(),
        operation.protocol().name(),
        operation.suite(),
        operation.keyId(),
        generation,
        operation.certificate().map(CertificateContent::hash).orElse(Bytes.empty()),
        operation.threshold(),
        operation.total(),
        operation.holders().stream()
            .filter(p -> quorum.contains(p.number()))
            .map(p -> keys.today(p.number()))
            .toList(),
        operation.auxBundle().map(AuxBundle::hash).orElse(Bytes.empty()),
        digest(),
        opened,
        openedAt,
        deadline() + GRACE,
        links.nonce());
  }

  private Bytes digest() {
    try {
      return Session.digest(operation.request());
    } catch (DecodingException e) {
      throw new IllegalArgumentException("the request has no canonical form", e);
    }
  }

  private long deadline() {
    return startedAt + operation.budgetMillis();
  }

  /** What participants let in: spec/protocols.md 4.2. */
  private int maxAttempts() {
    return 2 * (operation.total() - operation.threshold() + 1);
  }

  private Outcome failed(Outcome.Failure failure) {
    return new Outcome(Optional.empty(), Optional.of(failure), ledger, counted);
  }

  private Outcome.Failure exhausted() {
    if (selector.isPossible(ledger.excluded())) {
      return Outcome.Failure.INCONCLUSIVE;
    }
    if (ledger.imposters().isEmpty() && ledger.quarantined().isEmpty()) {
      return Outcome.Failure.NOT_ENOUGH_HEALTHY_CLIENTS;
    }
    return operation.protocol().needsAll() && !ledger.imposters().isEmpty()
        ? Outcome.Failure.IDENTIFIABLE_ABORT
        : Outcome.Failure.NOT_ENOUGH_HONEST_CLIENTS;
  }
}
