package org.tagma.protocols.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.junit.jupiter.api.Test;

class PeerSlotTest {
  /** The backstop and the bulkhead are our own lateness and overload, and no verdict on a peer. */
  @Test
  void onlyAnUnreachablePeerOpensItsCircuit() throws NoSuchMethodException {
    for (PeerDeadline deadline : PeerDeadline.values()) {
      Method call =
          PeerSlot.class.getMethod(deadline.name().toLowerCase(Locale.ROOT), PeerCall.class);
      CircuitBreaker breaker = call.getAnnotation(CircuitBreaker.class);
      assertEquals(List.of(PeerUnreachable.class), List.of(breaker.failOn()), call.getName());
      assertEquals(List.of(BulkheadException.class), List.of(breaker.skipOn()), call.getName());
    }
  }
}
