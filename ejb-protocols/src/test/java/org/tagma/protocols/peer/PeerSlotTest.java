package org.tagma.protocols.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.junit.jupiter.api.Test;

class PeerSlotTest {
  /** The backstop and the bulkhead are our own lateness and overload, and no verdict on a peer. */
  @Test
  void onlyAnUnreachablePeerOpensItsCircuit() throws NoSuchMethodException {
    CircuitBreaker breaker = PeerSlot.class.getAnnotation(CircuitBreaker.class);
    assertEquals(List.of(PeerUnreachable.class), List.of(breaker.failOn()));
    assertEquals(List.of(BulkheadException.class), List.of(breaker.skipOn()));
    for (PeerDeadline deadline : PeerDeadline.values()) {
      Method call =
          PeerSlot.class.getMethod(deadline.name().toLowerCase(Locale.ROOT), PeerCall.class);
      assertNull(call.getAnnotation(CircuitBreaker.class), "the one of the class holds");
      assertTrue(call.getAnnotation(Timeout.class).value() > 0, call.getName());
    }
  }
}
