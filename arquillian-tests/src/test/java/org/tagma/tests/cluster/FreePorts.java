package org.tagma.tests.cluster;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tagma.server.launch.Ports;

/** Ports of the loopback address that nothing listens on. */
public final class FreePorts {
  /**
   * Below the range from which systems give outgoing connections their ports: one of those, too,
   * would keep a killed keeper from listening again.
   */
  private static final int FIRST = 20_000;

  private static final int LAST = 32_000;

  private FreePorts() {}

  /** That many different ones. */
  public static List<Integer> pick(int count) {
    List<Integer> candidates =
        IntStream.rangeClosed(FIRST, LAST).boxed().collect(Collectors.toList());
    Collections.shuffle(candidates);
    return candidates.stream().filter(port -> Ports.free("127.0.0.1", port)).limit(count).toList();
  }
}
