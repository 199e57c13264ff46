package org.tagma.protocols.keeper;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cluster as this keeper sees it.
 *
 * @param id this keeper, {@code keeper-N}
 * @param state whether operations can succeed here: READY or NOT_READY
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

  /**
   * The cluster with these states of all keepers; {@code id} itself is ready when it is so in
   * {@code peers}, and a quorum with it.
   */
  static ClusterStatus of(
      String id, int threshold, SortedMap<String, State> peers, List<String> quarantine) {
    ClusterStatus status =
        new ClusterStatus(id, State.NOT_READY, threshold, peers.size(), peers, quarantine);
    return peers.get(id) == State.READY && status.reachable() >= threshold
        ? new ClusterStatus(id, State.READY, threshold, peers.size(), peers, quarantine)
        : status;
  }

  /** How many keepers are ready in the eyes of this one and not barred, itself included. */
  public int reachable() {
    return (int)
        peers.entrySet().stream()
            .filter(peer -> peer.getValue() == State.READY)
            .filter(peer -> !quarantine.contains(peer.getKey()))
            .count();
  }

  /** The states of a keeper. */
  public enum State {
    READY,
    NOT_READY,
    UNAVAILABLE
  }
}
