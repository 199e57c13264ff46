package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.transcript.Bytes;

/**
 * How far a keeper's chain of audit records has come, signed by it. Other keepers keep the latest
 * one and show it back: a keeper whose database has been put back to an older state learns of that
 * from its own signature, and from nobody's word.
 *
 * @param sequence the number of the last durable record, from 1
 * @param hash the SHA-256 of that record
 */
public record AuditHead(long sequence, Bytes hash) implements Content {
  public static final Kind<AuditHead> KIND =
      new Kind<>(
          "audit-head",
          m -> new AuditHead(m.longInteger("sequence", 1, Long.MAX_VALUE), m.bytes("hash", 32)));

  @Override
  public Kind<AuditHead> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("sequence", sequence)
        .put("hash", hash.base64Url());
  }
}
