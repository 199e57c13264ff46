package org.tagma.arquillian.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.inject.Inject;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tagma.protocols.peer.PeerCall;
import org.tagma.protocols.peer.PeerCertificates;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.protocols.peer.PeerSlot;
import org.tagma.protocols.peer.PeerUnreachable;
import org.tagma.protocols.peer.SignedProbes;
import org.tagma.protocols.peer.Slot;

/**
 * The annotations on the peer slots, at work inside the container. Circuits keep their state, so
 * each test has slots of its own.
 */
@ArquillianTest
@Timeout(60)
class PeerFaultToleranceIT {
  /** More failures than a circuit bears. */
  private static final int FAILURES = 4;

  /** As many probes as may be under way to one peer. */
  private static final int PROBES_AT_ONCE = 4;

  @Inject
  @Slot(1)
  PeerSlot failing;

  @Inject
  @Slot(2)
  PeerSlot healthy;

  @Inject
  @Slot(3)
  PeerSlot crowded;

  @Inject
  @Slot(4)
  PeerSlot silent;

  @Inject
  @Slot(5)
  PeerSlot flaky;

  @Inject
  @Slot(6)
  PeerSlot unusable;

  @Inject
  @Slot(7)
  PeerSlot recovering;

  @Deployment
  static WebArchive peers() {
    return ShrinkWrap.create(WebArchive.class, "peers.war")
        .addPackages(
            true,
            Filters.exclude(PeerCertificates.class, SignedProbes.class),
            "org.tagma.protocols.peer",
            "org.tagma.threshold")
        .addPackage("org.tagma.arquillian.peer")
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }

  private static PeerCall callToNobody() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    long now = System.nanoTime();
    URI address = URI.create("http://127.0.0.1:" + port + "/");
    return new PeerCall(address, new byte[2], now, now + TimeUnit.MINUTES.toNanos(5));
  }

  private static void openCircuit(PeerSlot slot) throws Exception {
    PeerCall refused = callToNobody();
    for (int i = 0; i < FAILURES; i++) {
      assertThrows(PeerUnreachable.class, () -> slot.frost(refused));
    }
    assertThrows(CircuitBreakerOpenException.class, () -> slot.frost(refused));
  }

  private static void assertAnswered(PeerReply reply) {
    assertEquals(200, assertInstanceOf(PeerReply.Answered.class, reply).status());
  }

  @Test
  void opensTheCircuitOfTheFailingPeerAndDeadlineClassOnly() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(ScriptedPeer.ANSWERS)) {
      openCircuit(failing);
      assertThrows(CircuitBreakerOpenException.class, () -> failing.frost(peer.call()));
      assertEquals(0, peer.connections());
      assertAnswered(failing.dkg(peer.call()));
      assertAnswered(healthy.frost(peer.call()));
    }
  }

  @Test
  void closesTheCircuitWithTheFirstGoodTrialAfterItsDelay() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(ScriptedPeer.ANSWERS)) {
      openCircuit(recovering);
      CountDownLatch pause = new CountDownLatch(1);
      boolean open = true;
      while (open) {
        try {
          assertAnswered(recovering.frost(peer.call()));
          open = false;
        } catch (CircuitBreakerOpenException stillOpen) {
          pause.await(50, TimeUnit.MILLISECONDS);
        }
      }
      assertEquals(1, peer.connections());
      assertAnswered(recovering.frost(peer.call()));
    }
  }

  @Test
  void opensNoCircuitWhenItsOwnBulkheadIsFull() throws Exception {
    CountDownLatch asked = new CountDownLatch(PROBES_AT_ONCE);
    CountDownLatch answer = new CountDownLatch(1);
    ExecutorService callers = Executors.newFixedThreadPool(PROBES_AT_ONCE);
    try (ScriptedPeer peer =
        new ScriptedPeer(
            (connection, socket) -> {
              asked.countDown();
              answer.await();
              ScriptedPeer.ANSWERS.serve(connection, socket);
            })) {
      Callable<PeerReply> call = () -> crowded.gg20(peer.call());
      Callable<PeerReply> probe = () -> crowded.probe(peer.call());
      List<Future<PeerReply>> under = new ArrayList<>();
      for (int i = 0; i < PROBES_AT_ONCE; i++) {
        under.add(callers.submit(probe));
      }
      asked.await();
      for (int i = 0; i < 3 * FAILURES; i++) {
        assertThrows(BulkheadException.class, probe::call);
      }
      answer.countDown();
      for (Future<PeerReply> reply : under) {
        assertAnswered(reply.get());
      }
      assertAnswered(probe.call());
      assertAnswered(call.call());
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void endsACallThatOutlivesItsDeadlineByTheTimeoutBehindIt() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (ScriptedPeer peer = new ScriptedPeer((connection, socket) -> never.await())) {
      assertThrows(TimeoutException.class, () -> silent.probe(peer.call()));
    }
  }

  @Test
  void asksOnceMoreWhenTheConnectionIsLostBeforeAnAnswer() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            (connection, socket) -> {
              if (connection > 1) {
                ScriptedPeer.ANSWERS.serve(connection, socket);
              }
            })) {
      assertAnswered(flaky.frost(peer.call()));
      assertEquals(2, peer.connections());
    }
  }

  @Test
  void opensNoCircuitForUnusableAnswers() throws Exception {
    byte[] error =
        "HTTP/1.1 500 Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    try (ScriptedPeer peer =
        new ScriptedPeer((connection, socket) -> socket.getOutputStream().write(error))) {
      for (int i = 0; i < 3 * FAILURES; i++) {
        assertInstanceOf(PeerReply.Dead.class, unusable.frost(peer.call()));
      }
      assertEquals(3 * FAILURES, peer.connections());
    }
  }
}
