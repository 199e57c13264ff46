package org.tagma.protocols.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagma.protocols.keeper.ClusterStatus.State.NOT_READY;
import static org.tagma.protocols.keeper.ClusterStatus.State.READY;
import static org.tagma.protocols.keeper.ClusterStatus.State.UNAVAILABLE;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.keeper.ClusterStatus.State;

/** Keeper 1 of three, any two of which sign. */
class ClusterStatusTest {
  private static ClusterStatus seen(State first, State second, State third) {
    SortedMap<String, State> peers = new TreeMap<>();
    peers.put("keeper-1", first);
    peers.put("keeper-2", second);
    peers.put("keeper-3", third);
    return ClusterStatus.of("keeper-1", 2, peers, List.of());
  }

  @Test
  void aKeeperThatReachesAQuorumIsReady() {
    assertEquals(READY, seen(READY, NOT_READY, READY).state());
    assertEquals(2, seen(READY, NOT_READY, READY).reachable());
  }

  @Test
  void aKeeperAloneIsNotReadyAlthoughItWouldTakePart() {
    assertEquals(NOT_READY, seen(READY, UNAVAILABLE, NOT_READY).state());
    assertEquals(1, seen(READY, UNAVAILABLE, NOT_READY).reachable());
    assertEquals(READY, seen(READY, UNAVAILABLE, NOT_READY).peers().get("keeper-1"));
  }

  @Test
  void aBarredKeeperIsNoneOfAQuorum() {
    SortedMap<String, State> peers = seen(READY, UNAVAILABLE, READY).peers();
    ClusterStatus status = ClusterStatus.of("keeper-1", 2, peers, List.of("keeper-3"));
    assertEquals(NOT_READY, status.state());
    assertEquals(1, status.reachable());
  }

  @Test
  void aSealedKeeperIsNotReadyWhoeverElseIs() {
    assertEquals(NOT_READY, seen(NOT_READY, READY, READY).state());
  }
}
