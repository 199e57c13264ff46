package org.tagma.threshold.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.tagma.threshold.evidence.EvidenceVerifier;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxParameters;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.ProtocolRegistry;
import org.tagma.threshold.run.Links;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.run.Run;
import org.tagma.threshold.secret.ShamirPolynomial;
import org.tagma.threshold.transcript.Bytes;

/**
 * A whole cluster in one thread, with a virtual clock: everything that happens in it follows from
 * its seed. Keepers are the real session hosts, operations the real runs.
 */
public final class SimulatedCluster {
  /** What clients show, and no message may hold. */
  public static final String CREDENTIAL = "the-credential-of-a-simulated-client";

  /** One that is good for a single request. */
  public static final String BOUND = "the-bound-credential-of-a-simulated-client";

  private final long seed;
  private final int threshold;
  private final List<Protocol> protocols;
  private final VirtualClock clock = new VirtualClock();
  private final SortedKeepers keepers = new SortedKeepers();
  private final Cluster cluster;
  private int operations;

  private static final class SortedKeepers extends TreeMap<Integer, SimulatedKeeper> {
    private static final long serialVersionUID = 1L;
  }

  public SimulatedCluster(long seed, int threshold, int total, List<Protocol> protocols) {
    this.seed = seed;
    this.threshold = threshold;
    this.protocols = List.copyOf(protocols);
    List<KeeperIdentity> identities = new ArrayList<>();
    List<Cluster.Member> members = new ArrayList<>();
    for (int i = 1; i <= total; i++) {
      KeeperIdentity identity = KeeperIdentity.generate(i, new SeededRandom(seed, "identity" + i));
      identities.add(identity);
      members.add(new Cluster.Member(i, URI.create("http://keeper-" + i), identity.publicKey()));
    }
    try {
      this.cluster = Cluster.of(threshold, members);
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
    for (KeeperIdentity identity : identities) {
      SeededRandom random = new SeededRandom(seed, "keeper" + identity.keeper());
      keepers.put(
          identity.keeper(),
          new SimulatedKeeper(identity, cluster, this.protocols, clock::now, random));
    }
  }

  public Cluster cluster() {
    return cluster;
  }

  public VirtualClock clock() {
    return clock;
  }

  public SimulatedKeeper keeper(int number) {
    return keepers.get(number);
  }

  public Map<Integer, SimulatedKeeper> keepers() {
    return Collections.unmodifiableMap(keepers);
  }

  public List<Participant> participants() {
    return cluster.keepers().stream().map(m -> m.key().participant()).toList();
  }

  public EvidenceVerifier verifier() {
    return new EvidenceVerifier(cluster.id(), cluster.keyRing(), new ProtocolRegistry(protocols));
  }

  /** The links of {@code coordinator} in some weather. */
  public SimulatedNetwork network(int coordinator, Weather weather) {
    return new SimulatedNetwork(
        clock, coordinator, keepers, weather, new SeededRandom(seed, "network" + operations));
  }

  /**
   * A key whose shares somebody who is forgotten now has dealt: for tests of protocols that need a
   * key.
   */
  public CertificateContent dealKey(String keyId, Curve curve) {
    return dealKey(keyId, curve, KeyUsage.SIGN);
  }

  /** The same, certified for {@code usage}. */
  public CertificateContent dealKey(String keyId, Curve curve, KeyUsage usage) {
    return dealKey(keyId, curve, usage, threshold);
  }

  /** The same with a threshold of its own. */
  public CertificateContent dealKey(String keyId, Curve curve, KeyUsage usage, int threshold) {
    return dealKey(keyId, curve, usage, threshold, 1);
  }

  /** The same as any generation of the key. */
  public CertificateContent dealKey(
      String keyId, Curve curve, KeyUsage usage, int threshold, int generation) {
    String stream = "deal" + keyId + (generation == 1 ? "" : generation);
    ShamirPolynomial polynomial =
        ShamirPolynomial.random(curve, threshold, new SeededRandom(seed, stream));
    List<Point> shares = new ArrayList<>();
    participants().forEach(p -> shares.add(polynomial.commit().at(p.number())));
    CertificateContent content =
        new CertificateContent(
            cluster.id(),
            Bytes.of(new byte[32]),
            keyId,
            generation,
            curve,
            usage,
            threshold,
            participants(),
            polynomial.commit().constant(),
            shares,
            Optional.empty());
    keepers.values().forEach(k -> k.storage().deal(content, polynomial.at(k.number())));
    return content;
  }

  /** Gives every keeper its moduli. */
  public AuxBundle dealModuli(ParameterSet set, IntFunction<AuxSecrets> secrets) {
    SortedMap<Integer, AuxParameters> parameters = new TreeMap<>();
    keepers.keySet().forEach(k -> parameters.put(k, secrets.apply(k).parameters()));
    AuxBundle bundle = new AuxBundle(set, parameters);
    keepers.values().forEach(k -> k.storage().deal(bundle, () -> secrets.apply(k.number())));
    return bundle;
  }

  /** An operation of {@code protocol} with this request. */
  public Operation operation(
      Protocol protocol,
      String suite,
      String keyId,
      Optional<CertificateContent> certificate,
      ObjectNode request,
      long budgetMillis) {
    return operation(protocol, suite, keyId, certificate, Optional.empty(), request, budgetMillis);
  }

  /** The same under the keepers' moduli. */
  public Operation operation(
      Protocol protocol,
      String suite,
      String keyId,
      Optional<CertificateContent> certificate,
      Optional<AuxBundle> auxBundle,
      ObjectNode request,
      long budgetMillis) {
    return new Operation(
        "operation-" + seed + "-" + operations++,
        protocol,
        suite,
        keyId,
        certificate.map(CertificateContent::generation).orElse(1),
        certificate,
        auxBundle,
        participants(),
        threshold,
        request,
        CREDENTIAL,
        budgetMillis);
  }

  /** Runs {@code operation} on {@code coordinator}. */
  public Outcome run(int coordinator, Operation operation, SimulatedNetwork network) {
    Outcome outcome = run(coordinator, operation, (Links) network);
    network.settle();
    return outcome;
  }

  /** Runs {@code operation} on {@code coordinator} over any links. */
  public Outcome run(int coordinator, Operation operation, Links links) {
    return new Run(
            keepers.get(coordinator).identity(),
            cluster,
            keepers.get(coordinator).keys(),
            new ProtocolRegistry(protocols),
            links,
            operation)
        .execute();
  }
}
