package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What one keeper tells another beside the envelopes of a protocol (spec/api.md, "Between
 * keepers").
 */
public interface Content {
  /** The members beside cluster, from and to. */
  ObjectNode toJson();

  Kind<?> kind();
}
