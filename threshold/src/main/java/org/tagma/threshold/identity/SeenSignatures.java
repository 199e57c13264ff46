package org.tagma.threshold.identity;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Sha256;

/**
 * The last signatures of one key that were found good. A keeper meets the same message as member,
 * as coordinator and as judge of evidence; verifying it takes fifty times as long as remembering
 * it. What is remembered is a SHA-256 over signature and message, so nothing else passes for it.
 * Thread-safe.
 */
final class SeenSignatures {
  private static final int SLOTS = 256; // a power of two; a later signature takes the place

  private final AtomicReferenceArray<Bytes> slots = new AtomicReferenceArray<>(SLOTS);

  void add(byte[] signature, byte[] message) {
    Bytes hash = Sha256.of(signature, message);
    slots.set(slot(hash), hash);
  }

  boolean contains(byte[] signature, byte[] message) {
    Bytes hash = Sha256.of(signature, message);
    return hash.equals(slots.get(slot(hash)));
  }

  private static int slot(Bytes hash) {
    return hash.hashCode() & SLOTS - 1;
  }
}
