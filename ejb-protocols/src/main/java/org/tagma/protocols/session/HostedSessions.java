package org.tagma.protocols.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.run.SessionHost;

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
      CallerAuthority authority,
      SessionRecords journal) {
    host =
        new SessionHost(
            new SessionHost.Ports(
                identity,
                configuration.cluster(),
                keys,
                KnownProtocols.all(),
                vault,
                authority,
                journal,
                Clock.systemUTC()::millis,
                new SecureRandom(),
                Tasks.SEQUENTIAL));
  }

  /** The one host of this keeper. */
  public SessionHost host() {
    return host;
  }
}
