package org.tagma.server.cluster;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a local cluster keeps its state ({@code TAGMA_HOME}): the trust root, the tokens, a
 * directory for each keeper, and copies of the EAR and of the launcher's jars, so that a new build
 * or {@code mvn clean} does not pull them from under running keepers.
 */
public record ClusterHome(Path root) {
  /** The path is made absolute: it marks the cluster's processes. */
  public ClusterHome {
    root = root.toAbsolutePath().normalize();
  }

  /** The trust root, {@code cluster.json}. */
  public Path clusterFile() {
    return root.resolve("cluster.json");
  }

  Path tokens() {
    return root.resolve("tokens.json");
  }

  /** Settings for all keepers, added to those of each; need not exist. */
  Path commonSettings() {
    return root.resolve("settings.properties");
  }

  /** The test PKI of a cluster whose keepers talk over TLS; else it does not exist. */
  public Path pki() {
    return root.resolve("tls");
  }

  /** Whether its keepers talk over mutual TLS. */
  public boolean hasTls() {
    return Files.isDirectory(pki());
  }

  /** Where peers reach the keeper with these ports, without a slash at the end. */
  URI peerAddress(KeeperPorts ports) {
    return URI.create((hasTls() ? "https" : "http") + "://127.0.0.1:" + ports.peer());
  }

  Path archives() {
    return root.resolve("archives");
  }

  /** The copy of the EAR that its keepers run. */
  Path ear() {
    return ear(isLab());
  }

  Path ear(boolean lab) {
    return root.resolve(lab ? "tagma-lab.ear" : "tagma.ear");
  }

  /** Whether its keepers can be told to lie. */
  public boolean isLab() {
    return Files.exists(ear(true));
  }

  /** Whether its keepers run the EAR of servers. */
  boolean isInEarnest() {
    return Files.exists(ear(false));
  }

  Path libraries() {
    return root.resolve("lib");
  }

  Path lock() {
    return root.resolve(".lock");
  }

  Path keeper(String name) {
    return root.resolve(name);
  }
}
