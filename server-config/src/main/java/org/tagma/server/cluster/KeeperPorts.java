package org.tagma.server.cluster;

/**
 * The ports on which one keeper listens.
 *
 * @param client for clients
 * @param peer for the other keepers
 */
public record KeeperPorts(int client, int peer) {
  /** Keeper N of a cluster at this base port: base + N, and base + 1000 + N for peers. */
  public static KeeperPorts at(int base, int keeper) {
    return new KeeperPorts(base + keeper, base + 1_000 + keeper);
  }
}
