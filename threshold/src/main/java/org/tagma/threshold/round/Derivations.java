package org.tagma.threshold.round;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.tagma.threshold.transcript.Bytes;

/**
 * What has been worked out from a session's messages, once for all who hold the same ones. A view
 * commits to the session, its request and certificate, and to every message so far; so a value
 * found under a view is the value anybody would work out from it. A keeper that coordinates shares
 * them between its own part and its judgement of everybody's. Public values only. Thread-safe.
 */
public final class Derivations {
  private final Map<Key, Object> known = new ConcurrentHashMap<>();

  private record Key(Class<?> type, Bytes view) {}

  /** The value of {@code type} that follows from {@code view}. */
  <T> T of(Class<T> type, Bytes view, Supplier<T> derivation) {
    Key key = new Key(type, view);
    Object value = known.get(key);
    if (value == null) {
      // outside the map, since one derivation may ask for another; done twice, it comes out alike
      T worked = derivation.get();
      value = Optional.<Object>ofNullable(known.putIfAbsent(key, worked)).orElse(worked);
    }
    return type.cast(value);
  }
}
