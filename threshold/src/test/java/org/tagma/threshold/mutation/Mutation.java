package org.tagma.threshold.mutation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One change to one field of one message.
 *
 * @param round the message's round
 * @param field the field's path in the body, or in the envelope around it
 * @param name what is done to it
 * @param change does it
 */
record Mutation(int round, String field, String name, Change change, Expected expected) {
  /** What a liar can make its message from. */
  record Material(ObjectNode other, ObjectNode earlier) {}

  /** Changes an honest body or payload in place. */
  @FunctionalInterface
  interface Change {
    /**
     * @param material the message of another member of the same round and session, which answered
     *     first, and the liar's own of another session
     */
    void apply(ObjectNode honest, Material material);
  }
}
