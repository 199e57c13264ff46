package org.tagma.protocols.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.round.ProtocolRegistry;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.run.SessionHost;
import org.tagma.threshold.transcript.Bytes;

/** The sessions that this keeper takes part in, while the process lives. */
@ApplicationScoped
public class HostedSessions {
  private final SessionHost host;

  /** For the container's proxy only. */
  protected HostedSessions() {
    host = null;
  }

  @Inject
  public HostedSessions(
      KeeperConfiguration configuration,
      KeeperIdentity identity,
      KeyRing keys,
      StoredKeys vault,
      StoredModuli moduli,
      KeysToImport privateKeys,
      CallerAuthority authority,
      SessionRecords journal) {
    this(
        configuration,
        identity,
        keys,
        vault,
        moduli,
        authority,
        journal,
        KnownProtocols.with(moduli, privateKeys));
  }

  /** The same with other protocols. */
  protected HostedSessions(
      KeeperConfiguration configuration,
      KeeperIdentity identity,
      KeyRing keys,
      StoredKeys vault,
      StoredModuli moduli,
      CallerAuthority authority,
      SessionRecords journal,
      ProtocolRegistry protocols) {
    host =
        new SessionHost(
            new SessionHost.Ports(
                identity,
                configuration.cluster(),
                keys,
                protocols,
                new KeeperVault(vault, moduli),
                authority,
                journal,
                Clock.systemUTC()::millis,
                new SecureRandom(),
                Tasks.SEQUENTIAL));
  }

  /** What a peer hears when it opens a session. */
  public HostAnswer open(Bytes sid, RoundCall call) {
    return host.open(sid, call);
  }

  /** What a peer hears when it asks for a round. */
  public HostAnswer round(Bytes sid, int round, RoundCall call) {
    return host.round(sid, round, call);
  }

  /** The one host of this keeper. */
  public SessionHost host() {
    return host;
  }
}
