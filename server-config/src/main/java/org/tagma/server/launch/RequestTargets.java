package org.tagma.server.launch;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets the application answer for request targets that the server can't decode. Payara meets them
 * before any application does: {@code /%zz} with an empty 200 and a stack trace in the log, {@code
 * /%00}, {@code /a\b} and {@code /../} with an empty 400. So a proxy in front of the server's last
 * filter escapes such a target, and the application says that there is nothing at this path.
 *
 * <p>The server's HTTP engine is in a class loader of its own, behind the launcher: hence the
 * reflection.
 */
final class RequestTargets {
  private final ClassLoader server;

  private RequestTargets(ClassLoader server) {
    this.server = server;
  }

  /**
   * Puts the filter into all listeners of the server.
   *
   * @param server the class loader of the running server
   * @throws ReflectiveOperationException if this is not the server that we know
   */
  static void guard(ClassLoader server) throws ReflectiveOperationException {
    new RequestTargets(server).guardListeners();
  }

  private void guardListeners() throws ReflectiveOperationException {
    Class<?> globals = type("org.glassfish.internal.api.Globals");
    Class<?> grizzly = type("com.sun.enterprise.v3.services.impl.GrizzlyService");
    Class<?> listener = type("org.glassfish.grizzly.config.dom.NetworkListener");
    Object service = globals.getMethod("get", Class.class).invoke(null, grizzly);
    Object services = globals.getMethod("getDefaultHabitat").invoke(null);
    Method all =
        type("org.glassfish.hk2.api.ServiceLocator")
            .getMethod("getAllServices", Class.class, Annotation[].class);
    Set<Object> proxies = new HashSet<>(); // several configured listeners may share one
    for (Object configured : (List<?>) all.invoke(services, listener, new Annotation[0])) {
      Object proxy = grizzly.getMethod("lookupNetworkProxy", listener).invoke(service, configured);
      if (proxy != null && proxies.add(proxy)) {
        guardListener(proxy);
      }
    }
  }

  private void guardListener(Object proxy) throws ReflectiveOperationException {
    Object underlying = proxy.getClass().getMethod("getUnderlyingListener").invoke(proxy);
    Object transport = underlying.getClass().getMethod("getTransport").invoke(underlying);
    Object chain =
        type("org.glassfish.grizzly.Transport").getMethod("getProcessor").invoke(transport);
    Class<?> filterChain = type("org.glassfish.grizzly.filterchain.FilterChain");
    int place =
        (int)
            filterChain
                .getMethod("indexOfType", Class.class)
                .invoke(chain, type("org.glassfish.grizzly.http.server.HttpServerFilter"));
    Object original = List.class.getMethod("get", int.class).invoke(chain, place);
    // in the place of another: a connection that is open already counts on the length of the chain
    List.class.getMethod("set", int.class, Object.class).invoke(chain, place, inFrontOf(original));
  }

  private Object inFrontOf(Object original) throws ReflectiveOperationException {
    Escaping escaping = new Escaping();
    return Proxy.newProxyInstance(
        server,
        new Class<?>[] {type("org.glassfish.grizzly.filterchain.Filter")},
        (self, method, arguments) -> {
          if (method.getName().equals("handleRead")) {
            escaping.apply(arguments[0]);
          }
          try {
            return method.invoke(original, arguments);
          } catch (InvocationTargetException failed) {
            throw failed.getCause();
          }
        });
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name, true, server);
  }

  /** Escapes the target of a request that a listener has read. */
  private final class Escaping {
    private final Class<?> content = type("org.glassfish.grizzly.http.HttpContent");
    private final Class<?> request = type("org.glassfish.grizzly.http.HttpRequestPacket");
    private final Method message =
        type("org.glassfish.grizzly.filterchain.FilterChainContext").getMethod("getMessage");
    private final Method header = content.getMethod("getHttpHeader");
    private final Method target = request.getMethod("getRequestURI");
    private final Method replace = request.getMethod("setRequestURI", String.class);

    Escaping() throws ReflectiveOperationException {}

    void apply(Object context) throws IllegalAccessException, InvocationTargetException {
      Object read = message.invoke(context);
      Object head = content.isInstance(read) ? header.invoke(read) : null;
      if (request.isInstance(head)) {
        String sent = (String) target.invoke(head);
        if (!RequestPath.decodable(sent)) {
          replace.invoke(head, RequestPath.escaped(sent));
        }
      }
    }
  }
}
