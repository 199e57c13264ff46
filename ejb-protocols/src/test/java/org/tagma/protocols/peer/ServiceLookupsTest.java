package org.tagma.protocols.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceLookupsTest {
  private static final String PROVIDERS = "META-INF/services/org.example.Service";

  private final List<String> asked = new ArrayList<>();
  private final ServiceLookups lookups = new ServiceLookups(new Archives());

  @Test
  void asksItsParentOnceForTheProvidersOfAService() throws IOException {
    List<URL> found = found(PROVIDERS);
    assertEquals(List.of(URI.create("file:/archive/" + PROVIDERS).toURL()), found);
    assertEquals(found, found(PROVIDERS));
    assertEquals(List.of(PROVIDERS), asked);
  }

  @Test
  void remembersEachServiceByItself() throws IOException {
    found(PROVIDERS);
    found(PROVIDERS + "2");
    assertEquals(List.of(PROVIDERS, PROVIDERS + "2"), asked);
  }

  @Test
  void leavesOtherResourcesToItsParent() throws IOException {
    found("logging.properties");
    found("logging.properties");
    assertEquals(List.of("logging.properties", "logging.properties"), asked);
  }

  private List<URL> found(String name) throws IOException {
    return Collections.list(lookups.getResources(name));
  }

  /** Has one of everything, and counts who asks. */
  private final class Archives extends ClassLoader {
    Archives() {
      super(null);
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
      asked.add(name);
      return Collections.enumeration(List.of(URI.create("file:/archive/" + name).toURL()));
    }
  }
}
