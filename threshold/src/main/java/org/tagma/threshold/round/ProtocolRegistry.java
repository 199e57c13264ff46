package org.tagma.threshold.round;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The protocols that a keeper or a verifier knows. Immutable. */
public final class ProtocolRegistry {
  private final Map<String, Protocol> protocols = new HashMap<>();

  public ProtocolRegistry(List<Protocol> protocols) {
    protocols.forEach(p -> this.protocols.put(p.name(), p));
  }

  /** The protocol called {@code name}, when it can do {@code suite}. */
  public Optional<Protocol> find(String name, String suite) {
    return Optional.ofNullable(protocols.get(name)).filter(p -> p.suites().contains(suite));
  }

  public List<Protocol> all() {
    return List.copyOf(protocols.values());
  }
}
