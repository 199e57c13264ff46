package org.tagma.protocols.audit;

import java.util.Optional;
import java.util.OptionalLong;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.audit.AuditRow;
import org.tagma.persistence.audit.ChainHead;
import org.tagma.persistence.audit.ChainRange;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.transcript.Bytes;

/**
 * Walks a part of the chain and computes everything again: the canonical bytes, their hash, the
 * link to the record before, the signature, and the columns and rows that index the record. One
 * object verifies once.
 */
final class ChainVerification {
  private static final int PAGE = 500;
  private static final String GENESIS = Bytes.of(new byte[32]).base64Url();

  private final AuditRepository records;
  private final KeyRing keys;
  private final int keeper;
  private long checked;
  private String previousHash;

  /**
   * @param keys all identity keys that this keeper ever used
   * @param keeper whose records these are
   */
  ChainVerification(AuditRepository records, KeyRing keys, int keeper) {
    this.records = records;
    this.keys = keys;
    this.keeper = keeper;
  }

  /** Verifies the whole chain, its end included. */
  ChainCheck all() {
    long last = records.last(); // before the head, which may only move on in between
    ChainHead head = records.head();
    OptionalLong broken = firstBroken(new ChainRange(1, head.sequence()));
    if (broken.isEmpty() && head.sequence() > 0 && !head.hash().equals(previousHash)) {
      broken = OptionalLong.of(head.sequence());
    }
    if (broken.isEmpty() && last > head.sequence()) {
      broken = OptionalLong.of(head.sequence() + 1);
    }
    return check(head, broken);
  }

  /** Verifies the part that holds a time range, and that nothing follows it out of order. */
  ChainCheck part(long from, long to) {
    ChainHead head = records.head();
    Optional<ChainRange> range = records.range(from, to);
    return check(head, range.isEmpty() ? OptionalLong.empty() : firstBroken(range.get()));
  }

  private ChainCheck check(ChainHead head, OptionalLong broken) {
    return new ChainCheck(
        broken.isEmpty(),
        checked,
        head.sequence() == 0 ? null : head.hash(),
        broken.isEmpty() ? null : broken.getAsLong());
  }

  private OptionalLong firstBroken(ChainRange range) {
    long expected = range.first();
    previousHash = hashBefore(expected);
    while (expected <= range.last()) {
      var page = records.walk(expected, PAGE);
      if (page.isEmpty()) {
        return OptionalLong.of(expected);
      }
      for (AuditRow row : page) {
        if (expected > range.last()) {
          return OptionalLong.empty();
        }
        if (row.sequence() != expected) {
          return OptionalLong.of(expected);
        }
        checked++;
        if (!sound(row)) {
          return OptionalLong.of(expected);
        }
        previousHash = row.hash();
        expected++;
      }
    }
    return OptionalLong.empty();
  }

  /** The hash that the first record must follow; null when the record before it is gone. */
  private String hashBefore(long first) {
    if (first == 1) {
      return GENESIS;
    }
    return records.walk(first - 1, 1).stream()
        .filter(row -> row.sequence() == first - 1)
        .map(AuditRow::hash)
        .findFirst()
        .orElse(null);
  }

  private boolean sound(AuditRow row) {
    try {
      AuditRecord record = AuditRecord.parse(row.canonical());
      return record.row(row.signature()).equals(row)
          && row.previousHash().equals(previousHash)
          && RecordSignature.isGood(record, row.signature(), keeper, keys);
    } catch (DecodingException e) {
      return false;
    }
  }
}
