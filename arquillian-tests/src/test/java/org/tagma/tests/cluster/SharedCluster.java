package org.tagma.tests.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.tagma.server.cluster.ClusterFailure;

/**
 * One cluster, two of three, for all test classes of a run, since a keeper takes its time to start.
 * Each test says first which keepers have to run; the order of classes and tests spares starts.
 * Only what leaves traces in the records comes late: see {@link StrangeIdentityIT}. Keeper 2 is
 * behind an {@link UnreliableLink}.
 */
final class SharedCluster implements BeforeAllCallback {
  /**
   * How long a round of a signature waits. The tests are about faults, not about speed: on a busy
   * machine three cold keepers should not take each other for dead, so all deadlines are close to
   * the longest ones allowed.
   */
  static final Duration ROUND_DEADLINE = Duration.ofMillis(2_800);

  private static final LocalClusterUnderTest WITHOUT_HEDGES =
      LocalClusterUnderTest.of(2, 3)
          .withLinkTo(2)
          .with("tagma.deadline.probe", "1800")
          .with("tagma.deadline.frost", Long.toString(ROUND_DEADLINE.toMillis()))
          .with("tagma.deadline.dkg", "9000")
          .with("tagma.hedge.factor", "0")
          .with("mp.jwt.verify.publickey", Issuer.publicKey())
          .with("mp.jwt.verify.issuer", Issuer.NAME)
          .with("mp.jwt.verify.audiences", Issuer.AUDIENCE);
  private static final LocalClusterUnderTest WITH_HEDGES =
      LocalClusterUnderTest.of(2, 3)
          .with("tagma.deadline.probe", "1800")
          .with("tagma.deadline.frost", Long.toString(ROUND_DEADLINE.toMillis()))
          .with("tagma.deadline.dkg", "9000")
          .with("tagma.log.format", "json");
  private static final LocalClusterUnderTest LAB = Lab.of(2, 3);
  private static final LocalClusterUnderTest ECDSA_LAB =
      Lab.of(2, 3).with("tagma.moduli", Moduli.SET).with("tagma.deadline.gg20", "19000");

  private final String name;
  private final LocalClusterUnderTest cluster;

  /** The one that waits for every deadline, so that its faults can be told beforehand. */
  SharedCluster() {
    this("shared", WITHOUT_HEDGES);
  }

  private SharedCluster(String name, LocalClusterUnderTest cluster) {
    this.name = name;
    this.cluster = cluster;
  }

  /** One that hedges, as keepers do unless told otherwise, and logs JSON. */
  static SharedCluster hedging() {
    return new SharedCluster("hedging", WITH_HEDGES);
  }

  /** One whose keepers can be told to lie; each of its tests restores it first. */
  static SharedCluster lab() {
    return new SharedCluster("lab", LAB);
  }

  /** The same with moduli, which it makes itself: it signs ECDSA. */
  static SharedCluster ecdsaLab() {
    return new SharedCluster("ecdsa-lab", ECDSA_LAB);
  }

  /** Ends with the last test class of the run. */
  private record Started(LocalClusterUnderTest cluster) implements CloseableResource {
    static Started now(String name, LocalClusterUnderTest cluster) {
      try {
        cluster.up(name);
        return new Started(cluster);
      } catch (IOException | ClusterFailure failure) {
        throw new IllegalStateException(failure);
      }
    }

    @Override
    public void close() throws ClusterFailure {
      cluster.down();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(SharedCluster.class))
        .getOrComputeIfAbsent(name, n -> Started.now(n, cluster));
  }

  LocalClusterUnderTest cluster() {
    return cluster;
  }

  KeeperUnderTest keeper(int number) {
    return cluster.keeper(number);
  }

  List<KeeperUnderTest> keepers() {
    return cluster.keepers();
  }

  /** The way to keeper 2. */
  UnreliableLink link() {
    return cluster.link();
  }

  Path home() {
    return cluster.home();
  }

  /** As {@link LocalClusterUnderTest#running}. */
  void running(Integer... numbers) throws ClusterFailure {
    cluster.running(numbers);
  }
}
