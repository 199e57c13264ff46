package org.tagma.threshold.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;

/**
 * Every identity key that is known, found by keeper and thumbprint: the pinned ones, and later ones
 * that the key before has named in a statement (DESIGN section 4, "Trust root"). Immutable.
 */
public final class KeyRing {
  private final Map<Participant, IdentityKey> keys = new HashMap<>();
  private final Map<Participant, Succession> successions;

  /** The key after another, and the signed statement that says so. */
  private record Succession(IdentityKey next, String statement) {}

  /** A ring of pinned keys. */
  public KeyRing(Collection<IdentityKey> keys) {
    this(keys, Map.of());
  }

  private KeyRing(Collection<IdentityKey> keys, Map<Participant, Succession> successions) {
    keys.forEach(k -> this.keys.put(k.participant(), k));
    this.successions = successions;
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
    return Optional.ofNullable(keys.get(new Participant(keeper, thumbprint)));
  }

  /** Whether the key is known, and no statement names a later one of the same keeper. */
  public boolean isCurrent(Participant participant) {
    return keys.containsKey(participant) && !successions.containsKey(participant);
  }

  /** All keys, in no order. */
  public List<IdentityKey> keys() {
    return List.copyOf(keys.values());
  }

  /**
   * With the key that follows {@code before}. A key has one successor for good: who could name two
   * would be two keepers.
   *
   * @param statement the signed statement that names {@code next}, already checked
   * @throws DecodingException when {@code before} is unknown or has another successor, or when
   *     {@code next} is somebody's key already
   */
  public KeyRing with(Participant before, IdentityKey next, String statement)
      throws DecodingException {
    Succession known = successions.get(before);
    if (known != null && known.next().participant().equals(next.participant())) {
      return this;
    }
    boolean taken = keys.keySet().stream().anyMatch(p -> p.thumbprint().equals(next.thumbprint()));
    if (known != null || taken || !keys.containsKey(before) || before.number() != next.keeper()) {
      throw new DecodingException("not the one key that follows the one before");
    }
    List<IdentityKey> more = new ArrayList<>(keys.values());
    more.add(next);
    Map<Participant, Succession> longer = new HashMap<>(successions);
    longer.put(before, new Succession(next, statement));
    return new KeyRing(more, Map.copyOf(longer));
  }

  /**
   * The statements that lead from the pinned keys of these keepers to all their later ones, in an
   * order in which they can be followed; empty where nobody ever changed a key.
   */
  public List<String> statements(Collection<Integer> keepers) {
    List<String> statements = new ArrayList<>();
    if (successions.isEmpty()) {
      return statements;
    }
    List<Bytes> later =
        successions.values().stream().map(s -> s.next().participant().thumbprint()).toList();
    for (int keeper : keepers.stream().distinct().sorted().toList()) {
      keys.keySet().stream()
          .filter(p -> p.number() == keeper && !later.contains(p.thumbprint()))
          .forEach(pinned -> follow(pinned, statements));
    }
    return statements;
  }

  private void follow(Participant pinned, List<String> statements) {
    for (Succession next = successions.get(pinned);
        next != null;
        next = successions.get(next.next().participant())) {
      statements.add(next.statement());
    }
  }
}
