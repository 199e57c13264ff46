package org.tagma.protocols.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tagma.protocols.peer.HostilePeer.Behaviour;
import org.tagma.threshold.verdict.CauseOfDeath;

@Timeout(30)
class PeerTransportTest {
  private static final long SHORT = 150;
  private static final long LONG = 20_000;

  private final AtomicLong watchClock = new AtomicLong();
  private final StallWatch watch = new StallWatch(watchClock::get);
  private final PeerTransport transport = new PeerTransport(watch, Optional::empty);

  private PeerReply post(URI address, long deadlineMillis) throws PeerUnreachable {
    long now = System.nanoTime();
    long end = now + TimeUnit.MILLISECONDS.toNanos(deadlineMillis);
    return transport.exchange(
        new PeerCall(address, "{}".getBytes(StandardCharsets.UTF_8), now, end));
  }

  private PeerReply replyOf(Behaviour behaviour) throws Exception {
    try (HostilePeer peer = new HostilePeer(behaviour)) {
      return post(peer.address(), LONG);
    }
  }

  private PeerUnreachable failureOf(long deadline, Behaviour behaviour) throws Exception {
    try (HostilePeer peer = new HostilePeer(behaviour)) {
      return assertThrows(PeerUnreachable.class, () -> post(peer.address(), deadline));
    }
  }

  private void assertTimesOutAndClosesTheConnection(Behaviour behaviour) throws Exception {
    try (HostilePeer peer = new HostilePeer(behaviour)) {
      PeerUnreachable failure =
          assertThrows(PeerUnreachable.class, () -> post(peer.address(), SHORT));
      assertEquals(CauseOfDeath.ROUND_TIMEOUT, failure.causeOfDeath());
      assertTrue(peer.closedByCaller().await(10, TimeUnit.SECONDS));
    }
  }

  private static void assertUnusable(PeerReply reply) {
    assertEquals(
        CauseOfDeath.UNUSABLE_ANSWER, assertInstanceOf(PeerReply.Dead.class, reply).cause());
  }

  @Test
  void returnsTheAnswerByteForByte() throws Exception {
    PeerReply reply = replyOf(connection -> connection.ok("{\"nonce\":1}"));
    var answered = assertInstanceOf(PeerReply.Answered.class, reply);
    assertEquals(200, answered.status());
    assertArrayEquals("{\"nonce\":1}".getBytes(StandardCharsets.UTF_8), answered.body());
  }

  @Test
  void returnsARefusalAsAnAnswer() throws Exception {
    PeerReply reply =
        replyOf(peer -> peer.send("HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\n{}"));
    assertEquals(409, assertInstanceOf(PeerReply.Answered.class, reply).status());
  }

  @Test
  void usesOneConnectionForSuccessiveCalls() throws Exception {
    try (HostilePeer peer = new HostilePeer(connection -> connection.ok("{}"))) {
      for (int i = 0; i < 5; i++) {
        assertInstanceOf(PeerReply.Answered.class, post(peer.address(), LONG));
      }
      assertEquals(1, peer.connections());
    }
  }

  @Test
  void namesARefusedConnection() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port + "/");
    PeerUnreachable failure = assertThrows(PeerUnreachable.class, () -> post(nobody, LONG));
    assertEquals(CauseOfDeath.CONNECT_REFUSED, failure.causeOfDeath());
  }

  @Test
  void namesASilentPeerAtTheDeadlineAndClosesTheConnection() throws Exception {
    assertTimesOutAndClosesTheConnection(HostilePeer.Connection::hang);
  }

  @Test
  void namesAPeerThatDripsItsHeadAtTheDeadline() throws Exception {
    assertTimesOutAndClosesTheConnection(
        peer -> {
          peer.send("HTTP/1.1 200 OK\r\nX-Drip: ");
          peer.drip("d");
        });
  }

  @Test
  void namesAPeerThatDripsItsBodyAtTheDeadline() throws Exception {
    assertTimesOutAndClosesTheConnection(
        peer -> {
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
          peer.drip("d");
        });
  }

  @Test
  void stopsReadingABodyBeyondTheLimit() throws Exception {
    byte[] megabyte = new byte[1 << 20];
    AtomicInteger sent = new AtomicInteger();
    try (HostilePeer peer =
        new HostilePeer(
            connection -> {
              connection.send("HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n");
              for (int i = 0; i < 100; i++) {
                connection.send(megabyte);
                sent.incrementAndGet();
              }
            })) {
      assertUnusable(post(peer.address(), LONG));
      assertTrue(peer.closedByCaller().await(10, TimeUnit.SECONDS));
      assertTrue(sent.get() < 100, "the whole body was taken");
    }
  }

  @Test
  void takesABodyOfExactlyTheLimit() throws Exception {
    byte[] body = new byte[PeerTransport.BODY_LIMIT];
    PeerReply reply =
        replyOf(
            peer -> {
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n");
              peer.send(body);
            });
    assertEquals(body.length, assertInstanceOf(PeerReply.Answered.class, reply).body().length);
  }

  @Test
  void refusesAnEndlessChunkedBody() throws Exception {
    byte[] chunk = ("100000\r\n" + "x".repeat(1 << 20) + "\r\n").getBytes(StandardCharsets.UTF_8);
    assertUnusable(
        replyOf(
            peer -> {
              peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              while (true) {
                peer.send(chunk);
              }
            }));
  }

  @Test
  void namesAPeerThatResetsInTheMiddleOfItsBody() throws Exception {
    PeerUnreachable failure =
        failureOf(
            LONG,
            peer -> {
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
              peer.reset();
            });
    assertEquals(CauseOfDeath.DISCONNECTED, failure.causeOfDeath());
  }

  @Test
  void namesAPeerThatEndsItsBodyEarlyAndAsksItNoSecondTime() throws Exception {
    PeerUnreachable failure =
        failureOf(
            LONG,
            peer -> {
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
              peer.finish();
            });
    assertEquals(PeerUnreachable.class, failure.getClass());
    assertEquals(CauseOfDeath.DISCONNECTED, failure.causeOfDeath());
  }

  @Test
  void callsAConnectionThatEndsBeforeAnyAnswerLostAndWorthASecondTry() throws Exception {
    PeerUnreachable failure = failureOf(LONG, HostilePeer.Connection::finish);
    assertInstanceOf(PeerUnreachable.ConnectionLost.class, failure);
    assertEquals(CauseOfDeath.DISCONNECTED, failure.causeOfDeath());
  }

  @Test
  void callsAServerErrorUnusable() throws Exception {
    assertUnusable(
        replyOf(
            peer ->
                peer.send("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\n{}")));
  }

  @Test
  void neverFollowsARedirect() throws Exception {
    try (HostilePeer elsewhere = new HostilePeer(connection -> connection.ok("{}"))) {
      assertUnusable(
          replyOf(
              peer ->
                  peer.send(
                      "HTTP/1.1 307 Temporary Redirect\r\nLocation: "
                          + elsewhere.address()
                          + "\r\nContent-Length: 0\r\n\r\n")));
      assertEquals(0, elsewhere.connections());
    }
  }

  @Test
  void callsWhatIsNotHttpUnusable() throws Exception {
    assertUnusable(
        replyOf(
            peer -> {
              peer.send("SSH-2.0-OpenSSH_9.2\r\n\r\n");
              peer.finish();
            }));
  }

  @Test
  void callsAnEndlessHeadUnusable() throws Exception {
    String header = "X-Endless: " + "x".repeat(8_000) + "\r\n";
    assertUnusable(
        replyOf(
            peer -> {
              peer.send("HTTP/1.1 200 OK\r\n");
              while (true) {
                peer.send(header);
              }
            }));
  }

  @Test
  void blamesNobodyForADeadlineMissedWhileThisKeeperStalled() throws Exception {
    try (HostilePeer peer = new HostilePeer(HostilePeer.Connection::hang)) {
      watchClock.addAndGet(StallWatch.TICK + StallWatch.TOLERANCE + 1);
      assertInstanceOf(PeerReply.Overloaded.class, post(peer.address(), SHORT));
    }
  }

  @Test
  void saysNothingOfThePeerWhenItsOwnThreadIsInterrupted() throws Exception {
    try (HostilePeer peer = new HostilePeer(HostilePeer.Connection::hang)) {
      Thread.currentThread().interrupt();
      assertInstanceOf(PeerReply.Overloaded.class, post(peer.address(), LONG));
      assertTrue(Thread.interrupted());
    }
  }
}
