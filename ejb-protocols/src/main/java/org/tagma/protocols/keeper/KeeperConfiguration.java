package org.tagma.protocols.keeper;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.tagma.protocols.access.AcceptedTokens;
import org.tagma.protocols.access.CallerLimits;
import org.tagma.protocols.access.JwtVerifier;
import org.tagma.protocols.access.TokenFile;
import org.tagma.protocols.peer.Deadlines;
import org.tagma.protocols.peer.PeerAddresses;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.peer.PeerSecurity;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.PeerTls;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.paillier.ParameterSet;

/**
 * This keeper's configuration, from MicroProfile Config ({@code tagma.*}), read and checked once: a
 * keeper with a fault in it does not start, and each fault is one line of the log.
 */
@ApplicationScoped
public class KeeperConfiguration
    implements AcceptedTokens, CallerLimits, PeerAddresses, PeerSecurity, Deadlines {
  /** How much the environment is trusted. */
  public enum Profile {
    /** All keepers on one machine: developer tokens, TLS between keepers only if asked for. */
    LOCAL,
    /** Everything else: mutual TLS between keepers. */
    SERVER
  }

  /** How large the moduli of threshold ECDSA are. */
  private enum Moduli {
    P128,
    P112,
    /** There are none: this keeper takes no part in threshold ECDSA. */
    NONE
  }

  private static final Logger LOG = System.getLogger(KeeperConfiguration.class.getName());
  private static final int MOST_OPERATIONS = 64; // what the bulkheads of the peer slots let through

  private final Settings settings;

  private record Settings(
      int number,
      Cluster cluster,
      Path home,
      Path identityKey,
      SealSettings seal,
      TokenFile tokens,
      Optional<JwtVerifier> jwt,
      int clientPort,
      int peerPort,
      Profile profile,
      Map<PeerDeadline, Duration> deadlines,
      Map<PeerDeadline, Duration> budgets,
      int hedgeFactor,
      Duration hedgeFloor,
      int operationsInFlight,
      int operationsQueued,
      int requestsPerSecond,
      int requestsAtOnce,
      Moduli moduli,
      Optional<PeerTls> tls) {}

  /** For the container's proxy only. */
  protected KeeperConfiguration() {
    settings = null;
  }

  /**
   * Reads the configuration of the server.
   *
   * @throws InvalidConfiguration with all faults
   */
  @Inject
  public KeeperConfiguration(Config config) {
    this(name -> config.getOptionalValue(name, String.class));
  }

  /** Reads a configuration from anywhere. */
  public KeeperConfiguration(Function<String, Optional<String>> source) {
    try {
      settings = read(new ConfigurationReader(source));
    } catch (InvalidConfiguration invalid) {
      invalid.faults().forEach(fault -> LOG.log(Level.ERROR, fault));
      throw invalid;
    }
  }

  private static Settings read(ConfigurationReader reader) {
    Cluster cluster = reader.content("tagma.cluster", Cluster::read);
    int clientPort = reader.integer("tagma.client-port", 1, 65_535, Optional.empty());
    int peerPort = reader.integer("tagma.peer-port", 1, 65_535, Optional.empty());
    if (clientPort == peerPort && reader.optional("tagma.peer-port").isPresent()) {
      reader.fault("tagma.peer-port", "must differ from tagma.client-port");
    }
    int processors = Runtime.getRuntime().availableProcessors();
    Path home = reader.directory("tagma.home");
    int number = number(reader, cluster);
    Profile profile = reader.oneOf("tagma.profile", Profile.class);
    Settings settings =
        new Settings(
            number,
            cluster,
            home,
            reader.privateFile("tagma.identity-key"),
            SealSettings.read(reader),
            reader.content("tagma.tokens", TokenFile::parse),
            JwtSettings.read(reader),
            clientPort,
            peerPort,
            profile,
            deadlines(reader),
            budgets(reader),
            reader.integer("tagma.hedge.factor", 0, 100, Optional.of(3)),
            reader.millis("tagma.hedge.floor", 100),
            reader.integer(
                "tagma.operations.in-flight",
                1,
                MOST_OPERATIONS,
                Optional.of(Math.min(2 * processors, MOST_OPERATIONS))),
            reader.integer("tagma.operations.queue", 0, 10_000, Optional.of(64)),
            reader.integer("tagma.rate.requests", 0, 100_000, Optional.of(rateByDefault(reader))),
            reader.integer("tagma.rate.burst", 1, 100_000, Optional.of(200)),
            reader.oneOf("tagma.moduli", Moduli.class, Optional.of(Moduli.P128)),
            TlsSettings.read(reader, profile == Profile.SERVER, number, peers(cluster, number)));
    reader.finish();
    return settings;
  }

  /** On one machine it is its owner alone that calls. */
  private static int rateByDefault(ConfigurationReader reader) {
    return reader.optional("tagma.profile").equals(Optional.of("server")) ? 100 : 0;
  }

  private static int number(ConfigurationReader reader, Cluster cluster) {
    String name = reader.required("tagma.peer-id");
    try {
      int number = KeeperName.number(name);
      if (cluster != null && cluster.member(number).isEmpty()) {
        reader.fault("tagma.peer-id", name + " is not in the cluster file");
      }
      return number;
    } catch (DecodingException malformed) {
      if (!name.isEmpty()) {
        reader.fault("tagma.peer-id", "keeper-N is expected, not " + name);
      }
      return 0;
    }
  }

  private static Map<PeerDeadline, Duration> deadlines(ConfigurationReader reader) {
    Map<PeerDeadline, Duration> deadlines = new EnumMap<>(PeerDeadline.class);
    deadlines.put(PeerDeadline.PROBE, deadline(reader, "probe", 1_000, PeerSlot.PROBE_BACKSTOP));
    deadlines.put(PeerDeadline.NOTICE, deadline(reader, "notice", 1_000, PeerSlot.NOTICE_BACKSTOP));
    deadlines.put(PeerDeadline.FROST, deadline(reader, "frost", 1_500, PeerSlot.FROST_BACKSTOP));
    deadlines.put(PeerDeadline.DKG, deadline(reader, "dkg", 5_000, PeerSlot.DKG_BACKSTOP));
    deadlines.put(PeerDeadline.GG20, deadline(reader, "gg20", 10_000, PeerSlot.GG20_BACKSTOP));
    deadlines.put(PeerDeadline.AUX, deadline(reader, "aux", 60_000, PeerSlot.AUX_BACKSTOP));
    return deadlines;
  }

  /** A deadline must end before the {@code @Timeout} behind it, or that would act instead. */
  private static Duration deadline(
      ConfigurationReader reader, String method, int byDefault, int backstopByDefault) {
    String name = "tagma.deadline." + method;
    String behind = PeerSlot.class.getName() + "/" + method + "/Timeout/value";
    Duration deadline = reader.millis(name, byDefault);
    Duration backstop = reader.millis(behind, backstopByDefault);
    if (deadline.compareTo(backstop) >= 0) {
      reader.fault(name, "must be less than " + behind + ", " + backstop.toMillis() + " ms");
    }
    return deadline;
  }

  private static Map<PeerDeadline, Duration> budgets(ConfigurationReader reader) {
    Map<PeerDeadline, Duration> budgets = new EnumMap<>(PeerDeadline.class);
    budgets.put(PeerDeadline.PROBE, reader.millis("tagma.budget.probe", 5_000));
    budgets.put(PeerDeadline.FROST, reader.millis("tagma.budget.frost", 30_000));
    budgets.put(PeerDeadline.DKG, reader.millis("tagma.budget.dkg", 120_000));
    budgets.put(PeerDeadline.GG20, reader.millis("tagma.budget.gg20", 120_000));
    budgets.put(PeerDeadline.AUX, reader.millis("tagma.budget.aux", 120_000));
    return budgets;
  }

  /** This keeper's number. */
  public int number() {
    return settings.number();
  }

  /** This keeper's name, {@code keeper-N}. */
  public String peerId() {
    return KeeperName.of(settings.number());
  }

  /** The trust root, {@code tagma.cluster}. */
  @Produces
  @Singleton
  public Cluster cluster() {
    return settings.cluster();
  }

  /** The directory of this keeper's state. */
  public Path home() {
    return settings.home();
  }

  /** The file of this keeper's private identity key, a JWK. */
  public Path identityKey() {
    return settings.identityKey();
  }

  /** How the keeper is sealed. */
  public SealSettings seal() {
    return settings.seal();
  }

  @Override
  public Optional<JwtVerifier> jwt() {
    return settings.jwt();
  }

  @Override
  public TokenFile tokens() {
    return settings.tokens();
  }

  @Override
  public boolean developerTokens() {
    return settings.profile() == Profile.LOCAL;
  }

  public int clientPort() {
    return settings.clientPort();
  }

  public int peerPort() {
    return settings.peerPort();
  }

  public Profile profile() {
    return settings.profile();
  }

  @Override
  public SortedMap<Integer, URI> peers() {
    return peers(settings.cluster(), settings.number());
  }

  private static SortedMap<Integer, URI> peers(Cluster cluster, int self) {
    SortedMap<Integer, URI> peers = new TreeMap<>();
    if (cluster != null) {
      cluster.keepers().stream()
          .filter(member -> member.number() != self)
          .forEach(member -> peers.put(member.number(), member.peerUrl()));
    }
    return peers;
  }

  @Override
  public Optional<PeerTls> tls() {
    return settings.tls();
  }

  /** How long a round of this class waits for a peer. */
  @Override
  public Duration of(PeerDeadline deadline) {
    return settings.deadlines().get(deadline);
  }

  /** How long an operation of this class may take, all attempts included. */
  public Duration budget(PeerDeadline deadline) {
    return settings.budgets().get(deadline);
  }

  /** After how many times its usual answer a peer is late; 0 when no peer ever is. */
  public int hedgeFactor() {
    return settings.hedgeFactor();
  }

  /** How long no peer is late, however fast it usually is. */
  public Duration hedgeFloor() {
    return settings.hedgeFloor();
  }

  /** How large the moduli of threshold ECDSA are; empty where there are none. */
  public Optional<ParameterSet> moduli() {
    return settings.moduli() == Moduli.NONE
        ? Optional.empty()
        : Optional.of(ParameterSet.valueOf(settings.moduli().name()));
  }

  /** How many client operations run at once. */
  public int operationsInFlight() {
    return settings.operationsInFlight();
  }

  /** How many client operations wait for their turn. */
  public int operationsQueued() {
    return settings.operationsQueued();
  }

  @Override
  public int requestsPerSecond() {
    return settings.requestsPerSecond();
  }

  @Override
  public int requestsAtOnce() {
    return settings.requestsAtOnce();
  }
}
