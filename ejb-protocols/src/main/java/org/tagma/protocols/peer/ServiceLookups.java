package org.tagma.protocols.peer;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A class loader that remembers where service providers are declared, and leaves the rest to its
 * parent. Payara's {@code @Timeout} schedules its alarm with a managed executor, which searches
 * each archive of the server for providers of contexts, once for each call to a peer.
 */
final class ServiceLookups extends ClassLoader {
  private static final String SERVICES = "META-INF/services/";

  private final Map<String, List<URL>> known = new ConcurrentHashMap<>();

  ServiceLookups(ClassLoader parent) {
    super(parent);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (!name.startsWith(SERVICES)) {
      return super.getResources(name);
    }
    List<URL> found = known.get(name);
    if (found == null) {
      found = List.copyOf(Collections.list(super.getResources(name)));
      known.put(name, found);
    }
    return Collections.enumeration(found);
  }
}
