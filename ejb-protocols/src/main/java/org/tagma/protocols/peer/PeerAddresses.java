package org.tagma.protocols.peer;

import java.net.URI;
import java.util.SortedMap;

/** Where the other keepers listen. */
public interface PeerAddresses {
  /** The base addresses of all keepers but this one, by number; at most 15. */
  SortedMap<Integer, URI> peers();
}
