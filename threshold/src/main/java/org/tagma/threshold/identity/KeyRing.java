package org.tagma.threshold.identity;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagma.threshold.transcript.Bytes;

/** Every identity key that is pinned, found by keeper and thumbprint. Immutable. */
public final class KeyRing {
  private final Map<Participant, IdentityKey> keys = new HashMap<>();

  public KeyRing(Collection<IdentityKey> keys) {
    keys.forEach(k -> this.keys.put(k.participant(), k));
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

  /** The pinned key of {@code keeper} with {@code thumbprint}. */
  public Optional<IdentityKey> find(int keeper, Bytes thumbprint) {
    return Optional.ofNullable(keys.get(new Participant(keeper, thumbprint)));
  }

  public List<IdentityKey> keys() {
    return List.copyOf(keys.values());
  }
}
