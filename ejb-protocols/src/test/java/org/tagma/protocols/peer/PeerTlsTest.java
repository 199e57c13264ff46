package org.tagma.protocols.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tagma.threshold.verdict.CauseOfDeath;

/** Keeper 1 calls whatever listens where keeper 2 should. */
@Timeout(60)
class PeerTlsTest {
  private static final char[] PASSWORD = TestAuthority.PASSWORD.toCharArray();

  private final TestAuthority authority = new TestAuthority();
  private final TestAuthority stranger = new TestAuthority();

  /** A server of the JDK that wants a certificate of its callers, and keeps what it saw of them. */
  private static final class Listener implements AutoCloseable {
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<String> callers = new ConcurrentLinkedQueue<>();

    Listener(KeyStore keys, KeyStore trusted, String protocol)
        throws IOException, GeneralSecurityException {
      KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
      own.init(keys, PASSWORD);
      TrustManagerFactory authorities = TrustManagerFactory.getInstance("PKIX");
      authorities.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), authorities.getTrustManagers(), null);
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters connection) {
              SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
              wanted.setNeedClientAuth(true);
              wanted.setProtocols(new String[] {protocol});
              connection.setSSLParameters(wanted);
            }
          });
      server.createContext(
          "/",
          exchange -> {
            var session = ((HttpsExchange) exchange).getSSLSession();
            callers.add(session.getProtocol() + " " + session.getPeerPrincipal());
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
          });
      server.setExecutor(threads);
      server.start();
    }

    URI address() {
      return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  private Listener listener(KeyStore keys) throws IOException, GeneralSecurityException {
    return new Listener(keys, authority.trust(), "TLSv1.3");
  }

  private PeerReply call(Listener listener, KeyStore own)
      throws GeneralSecurityException, PeerUnreachable {
    PeerTls tls = PeerTls.of(1, own, PASSWORD, authority.trust(), Map.of(2, listener.address()));
    PeerTransport transport =
        new PeerTransport(new StallWatch(System::nanoTime), () -> Optional.of(tls));
    long now = System.nanoTime();
    return transport.exchange(
        new PeerCall(listener.address(), new byte[2], now, now + TimeUnit.SECONDS.toNanos(30)));
  }

  private void assertRefuses(Listener listener) {
    PeerUnreachable failure =
        assertThrows(PeerUnreachable.class, () -> call(listener, authority.keeper(1)));
    assertEquals(CauseOfDeath.TLS_FAILED, failure.causeOfDeath());
    assertEquals(List.of(), List.copyOf(listener.callers));
  }

  /**
   * The alert that says why may be lost with the connection, which is closed after it: then it
   * looks like any other that is closed.
   */
  private void assertIsRefused(Listener listener, KeyStore own) {
    PeerUnreachable failure = assertThrows(PeerUnreachable.class, () -> call(listener, own));
    assertTrue(
        List.of(CauseOfDeath.TLS_FAILED, CauseOfDeath.DISCONNECTED)
            .contains(failure.causeOfDeath()),
        failure::toString);
    assertEquals(List.of(), List.copyOf(listener.callers));
  }

  @Test
  void keepersWithCertificatesOfTheirNamesTalk() throws Exception {
    try (Listener listener = listener(authority.keeper(2))) {
      PeerReply reply = call(listener, authority.keeper(1));

      assertEquals(200, assertInstanceOf(PeerReply.Answered.class, reply).status());
      assertEquals(List.of("TLSv1.3 CN=keeper-1"), List.copyOf(listener.callers));
    }
  }

  @Test
  void refusesACertificateThatHasEnded() throws Exception {
    try (Listener listener = listener(authority.ended(2))) {
      assertRefuses(listener);
    }
  }

  @Test
  void refusesACertificateOfAnotherKeeper() throws Exception {
    try (Listener listener = listener(authority.keeper(3))) {
      assertRefuses(listener);
    }
  }

  @Test
  void refusesACertificateOfAnotherHost() throws Exception {
    Instant now = Instant.now();
    KeyStore elsewhere =
        authority.keys(
            "keeper-2",
            "CN=keeper-2",
            "192.0.2.1",
            now.minus(Duration.ofDays(1)),
            now.plus(Duration.ofDays(1)));
    try (Listener listener = listener(elsewhere)) {
      assertRefuses(listener);
    }
  }

  @Test
  void refusesACertificateOfAnUnknownAuthority() throws Exception {
    try (Listener listener = listener(stranger.keeper(2))) {
      assertRefuses(listener);
    }
  }

  @Test
  void refusesAnOlderTls() throws Exception {
    try (Listener listener = new Listener(authority.keeper(2), authority.trust(), "TLSv1.2")) {
      assertRefuses(listener);
    }
  }

  @Test
  void isRefusedWithACertificateThatHasEnded() throws Exception {
    try (Listener listener = listener(authority.keeper(2))) {
      assertIsRefused(listener, authority.ended(1));
    }
  }

  @Test
  void isRefusedWithACertificateOfAnUnknownAuthority() throws Exception {
    try (Listener listener = listener(authority.keeper(2))) {
      assertIsRefused(listener, stranger.keeper(1));
    }
  }

  @Test
  void takesNoCertificateOfAnotherKeeperForItsOwn() {
    Instant now = Instant.now();
    KeyStore misnamed =
        authority.keys("keeper-1", "CN=keeper-2", "127.0.0.1", now, now.plusSeconds(60));

    assertEquals(
        "the certificate keeper-1 does not have this name: its subject is CN=keeper-2",
        unfit(misnamed, authority.trust()));
    assertEquals(
        "there is no private key with a certificate named keeper-1",
        unfit(authority.keeper(2), authority.trust()));
    assertEquals(
        "there is no private key with a certificate named keeper-1",
        unfit(authority.trust(), authority.trust()));
  }

  private static String unfit(KeyStore keys, KeyStore trusted) {
    return assertThrows(
            KeyStoreException.class, () -> PeerTls.of(1, keys, PASSWORD, trusted, Map.of()))
        .getMessage();
  }
}
