package org.tagma.protocols.keeper;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cluster as this keeper sees it.
 *
 * @param id this keeper, {@code keeper-N}
 * @param state its own state
 * @param threshold how many keepers an operation needs
 * @param totalPeers how many keepers the cluster has, this one included
 * @param peers the state of every keeper, this one included
 * @param quarantine keepers barred for a proved lie
 */
public record ClusterStatus(
    String id,
    State state,
    int threshold,
    int totalPeers,
    SortedMap<String, State> peers,
    List<String> quarantine) {

  public ClusterStatus {
    peers = new TreeMap<>(Map.copyOf(peers));
    quarantine = List.copyOf(quarantine);
  }

  /** The states of a keeper. */
  public enum State {
    READY,
    NOT_READY,
    UNAVAILABLE
  }
}
