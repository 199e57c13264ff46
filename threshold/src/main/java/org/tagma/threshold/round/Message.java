package org.tagma.threshold.round;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The body of one protocol message; each kind is a record of its protocol's package. */
public interface Message {
  /** The body as it is signed. */
  ObjectNode toBody();
}
