package org.tagma.threshold.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;

/**
 * Every identity key that is known, found by keeper and thumbprint: the pinned ones, and later ones
 * that the key before has named in a statement (DESIGN section 4, "Trust root"). A ring grows and
 * loses nothing. Thread-safe.
 */
public final class KeyRing {
  private volatile Known known;

  /** The key after another, and the signed statement that says so. */
  private record Succession(IdentityKey next, String statement) {}

  /** What is known at a moment. */
  private record Known(
      Map<Participant, IdentityKey> keys, Map<Participant, Succession> successions) {
    Known {
      keys = Map.copyOf(keys);
      successions = Map.copyOf(successions);
    }

    Known with(Participant before, IdentityKey next, String statement) throws DecodingException {
      Succession earlier = successions.get(before);
      if (earlier != null && earlier.next().participant().equals(next.participant())) {
        return this;
      }
      boolean taken =
          keys.keySet().stream().anyMatch(p -> p.thumbprint().equals(next.thumbprint()));
      if (earlier != null
          || taken
          || !keys.containsKey(before)
          || before.number() != next.keeper()) {
        throw new DecodingException("not the one key that follows the one before");
      }
      Map<Participant, IdentityKey> more = new HashMap<>(keys);
      more.put(next.participant(), next);
      Map<Participant, Succession> longer = new HashMap<>(successions);
      longer.put(before, new Succession(next, statement));
      return new Known(more, longer);
    }

    boolean isCurrent(Participant participant) {
      return keys.containsKey(participant) && !successions.containsKey(participant);
    }

    List<Participant> pinned(int keeper) {
      Set<Participant> later = new HashSet<>();
      successions.values().forEach(s -> later.add(s.next().participant()));
      return keys.keySet().stream()
          .filter(p -> p.number() == keeper && !later.contains(p))
          .toList();
    }

    /** What follows a pinned key, in its order. */
    List<Succession> after(Participant pinned) {
      List<Succession> chain = new ArrayList<>();
      for (Succession next = successions.get(pinned);
          next != null;
          next = successions.get(next.next().participant())) {
        chain.add(next);
      }
      return chain;
    }
  }

  /** A ring of pinned keys. */
  public KeyRing(Collection<IdentityKey> keys) {
    Map<Participant, IdentityKey> pinned = new HashMap<>();
    keys.forEach(k -> pinned.put(k.participant(), k));
    known = new Known(pinned, Map.of());
  }

  private KeyRing(Known known) {
    this.known = known;
  }

  /**
   * The ring of one keeper, which remembers what this keeper signed or has verified, and nothing of
   * what others did: in a process of many keepers each one needs its own.
   */
  public static KeyRing of(KeeperIdentity self, Collection<IdentityKey> keys) {
    Participant own = self.publicKey().participant();
    return new KeyRing(
        keys.stream()
            .map(k -> k.participant().equals(own) ? self.publicKey() : k.afresh())
            .toList());
  }

  /** The key of {@code keeper} with {@code thumbprint}, whether it is still in use or not. */
  public Optional<IdentityKey> find(int keeper, Bytes thumbprint) {
    return Optional.ofNullable(known.keys().get(new Participant(keeper, thumbprint)));
  }

  /** Whether the key is known, and no statement names a later one of the same keeper. */
  public boolean isCurrent(Participant participant) {
    return known.isCurrent(participant);
  }

  /**
   * A keeper under its key of today.
   *
   * @throws NoSuchElementException when no key of it is known
   */
  public Participant today(int keeper) {
    Known now = known;
    return now.keys().keySet().stream()
        .filter(p -> p.number() == keeper && now.isCurrent(p))
        .findFirst()
        .orElseThrow();
  }

  /** All keys, in no order. */
  public List<IdentityKey> keys() {
    return List.copyOf(known.keys().values());
  }

  /**
   * Another ring, with the key that follows {@code before}. A key has one successor for good: who
   * could name two would be two keepers.
   *
   * @param statement the signed statement that names {@code next}, already checked
   * @throws DecodingException when {@code before} is unknown or has another successor, or when
   *     {@code next} is somebody's key already
   */
  public KeyRing with(Participant before, IdentityKey next, String statement)
      throws DecodingException {
    return new KeyRing(known.with(before, next, statement));
  }

  /** The same for this ring, and for all who hold it. */
  public synchronized void take(Participant before, IdentityKey next, String statement)
      throws DecodingException {
    known = known.with(before, next, statement);
  }

  /**
   * The statements that lead from the pinned keys of these keepers to all their later ones, in an
   * order in which they can be followed; empty where nobody ever changed a key.
   */
  public List<String> statements(Collection<Integer> keepers) {
    Known now = known;
    if (now.successions().isEmpty()) {
      return List.of();
    }
    return keepers.stream()
        .distinct()
        .sorted()
        .flatMap(keeper -> now.pinned(keeper).stream())
        .flatMap(pinned -> now.after(pinned).stream())
        .map(Succession::statement)
        .toList();
  }

  /** The keys of a keeper, from the pinned one to that of today. */
  public List<IdentityKey> chain(int keeper) {
    Known now = known;
    List<IdentityKey> chain = new ArrayList<>();
    for (Participant pinned : now.pinned(keeper)) {
      chain.add(now.keys().get(pinned));
      now.after(pinned).forEach(s -> chain.add(s.next()));
    }
    return chain;
  }

  /** Which of its keeper's keys this one is, from 1; 1, too, for one that is not known. */
  public int version(Participant participant) {
    Known now = known;
    return now.successions().isEmpty()
        ? 1
        : Math.max(
            1,
            1
                + chain(participant.number()).stream()
                    .map(IdentityKey::participant)
                    .toList()
                    .indexOf(participant));
  }
}
