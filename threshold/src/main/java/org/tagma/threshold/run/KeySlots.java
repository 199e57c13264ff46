package org.tagma.threshold.run;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.tagma.threshold.transcript.Bytes;

/**
 * One session in flight for each key, and a line of those that wait for it: who came first has the
 * next turn, and who does not ask again in time has left the line. A turn ends with its session.
 * Thread-safe.
 */
final class KeySlots {
  /** Who waits asks again after so many milliseconds. */
  static final long RETRY_AFTER = 50;

  /** Who does not ask for so many milliseconds has left the line. */
  static final long PATIENCE = 2_000;

  /** The longest line for one key. */
  static final int LONGEST_LINE = 64;

  private final Predicate<Bytes> inFlight;
  private final Map<String, Slot> slots = new HashMap<>();

  /** One key's. */
  private static final class Slot {
    private Bytes holder;
    private final Map<Bytes, Long> line = new LinkedHashMap<>(); // when each has asked last
  }

  /** What comes of asking. */
  enum Turn {
    HAS_IT,
    WAITS,
    TOO_MANY_WAIT
  }

  /**
   * Slots for sessions.
   *
   * @param inFlight whether something may still leave in a session
   */
  KeySlots(Predicate<Bytes> inFlight) {
    this.inFlight = inFlight;
  }

  /**
   * Gives the key to the session if it is free and nobody else is before it in the line.
   *
   * @param now epoch milliseconds
   */
  synchronized Turn take(String keyId, Bytes sid, long now) {
    slots.values().removeIf(slot -> isIdle(slot, now));
    Slot slot = slots.computeIfAbsent(keyId, k -> new Slot());
    if (sid.equals(slot.holder)) {
      return Turn.HAS_IT;
    }
    boolean waits = slot.line.containsKey(sid);
    if (!waits && slot.line.size() >= LONGEST_LINE) {
      return Turn.TOO_MANY_WAIT;
    }
    slot.line.put(sid, now); // in its place, if it has one
    if (isTaken(slot) || !slot.line.keySet().iterator().next().equals(sid)) {
      return Turn.WAITS;
    }
    slot.line.remove(sid);
    slot.holder = sid;
    return Turn.HAS_IT;
  }

  private boolean isTaken(Slot slot) {
    return slot.holder != null && inFlight.test(slot.holder);
  }

  private boolean isIdle(Slot slot, long now) {
    Iterator<Long> asked = slot.line.values().iterator();
    while (asked.hasNext()) {
      if (now - asked.next() > PATIENCE) {
        asked.remove();
      }
    }
    return slot.line.isEmpty() && !isTaken(slot);
  }
}
