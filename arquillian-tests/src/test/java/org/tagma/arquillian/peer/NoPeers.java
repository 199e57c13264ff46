package org.tagma.arquillian.peer;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.protocols.peer.Deadlines;
import org.tagma.protocols.peer.PeerAddresses;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.peer.PeerSecurity;
import org.tagma.protocols.peer.PeerTls;

/** A keeper alone: the test calls the slots itself. */
@ApplicationScoped
public class NoPeers implements PeerAddresses, PeerSecurity, Deadlines {
  @Override
  public SortedMap<Integer, URI> peers() {
    return new TreeMap<>();
  }

  @Override
  public Optional<PeerTls> tls() {
    return Optional.empty();
  }

  @Override
  public Duration of(PeerDeadline deadline) {
    return Duration.ofSeconds(1);
  }
}
