package org.tagma.threshold.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.run.KeySlots.Turn;
import org.tagma.threshold.transcript.Bytes;

class KeySlotsTest {
  private static final String KEY = "k";

  private final Set<Bytes> inFlight = new HashSet<>();
  private final KeySlots slots = new KeySlots(inFlight::contains);
  private long now = 1_000;

  private Turn ask(int session) {
    return ask(KEY, session);
  }

  private Turn ask(String key, int session) {
    Turn turn = slots.take(key, sid(session), now);
    if (turn == Turn.HAS_IT) {
      inFlight.add(sid(session));
    }
    return turn;
  }

  private static Bytes sid(int session) {
    byte[] sid = new byte[32];
    sid[0] = (byte) session;
    return Bytes.of(sid);
  }

  private void end(int session) {
    inFlight.remove(sid(session));
  }

  @Test
  void oneSessionHasTheKeyUntilItEnds() {
    assertEquals(Turn.HAS_IT, ask(1));
    assertEquals(Turn.HAS_IT, ask(1));
    assertEquals(Turn.WAITS, ask(2));
    assertEquals(Turn.HAS_IT, ask("another", 3));
    end(1);
    assertEquals(Turn.HAS_IT, ask(2));
    assertEquals(Turn.WAITS, ask(1));
  }

  @Test
  void whoCameFirstHasTheNextTurnHoweverOftenOthersAsk() {
    ask(1);
    assertEquals(Turn.WAITS, ask(2));
    assertEquals(Turn.WAITS, ask(3));
    assertEquals(Turn.WAITS, ask(2));
    end(1);
    assertEquals(Turn.WAITS, ask(3));
    assertEquals(Turn.WAITS, ask(4));
    assertEquals(Turn.HAS_IT, ask(2));
    end(2);
    assertEquals(Turn.WAITS, ask(4));
    assertEquals(Turn.HAS_IT, ask(3));
  }

  @Test
  void whoDoesNotAskAgainHasLeftTheLine() {
    ask(1);
    ask(2);
    now += KeySlots.PATIENCE;
    ask(3);
    end(1);
    assertEquals(Turn.WAITS, ask(3));
    now++;
    assertEquals(Turn.HAS_IT, ask(3));
    assertEquals(Turn.WAITS, ask(2));
  }

  @Test
  void theLineIsBounded() {
    ask(1);
    for (int session = 2; session < 2 + KeySlots.LONGEST_LINE; session++) {
      assertEquals(Turn.WAITS, ask(session));
    }
    assertEquals(Turn.TOO_MANY_WAIT, ask(100));
    assertEquals(Turn.WAITS, ask(2));
    end(1);
    assertEquals(Turn.TOO_MANY_WAIT, ask(100));
    assertEquals(Turn.HAS_IT, ask(2));
    assertEquals(Turn.WAITS, ask(100));
  }
}
