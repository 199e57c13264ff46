package org.tagma.protocols.keeper;

import java.util.List;

/** The keeper cannot start as it is configured; one clear line per fault. */
public class InvalidConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> faults;

  InvalidConfiguration(List<String> faults) {
    super("the configuration has faults:\n  " + String.join("\n  ", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
