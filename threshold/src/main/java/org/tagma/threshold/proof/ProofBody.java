package org.tagma.threshold.proof;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;

/**
 * Writes a proof as a JSON object, whose members {@link org.tagma.threshold.transcript.Members}
 * reads: big integers are base64url of their TLV item, points and scalars of their encoding.
 */
public final class ProofBody {
  private final ObjectNode body = JsonNodeFactory.instance.objectNode();

  /** Adds an integer. */
  public ProofBody integer(String name, BigInteger value) {
    body.put(name, Tlv.of().integer(value).base64Url());
    return this;
  }

  /** Adds a list of integers. */
  public ProofBody integers(String name, List<BigInteger> values) {
    ArrayNode array = body.putArray(name);
    values.forEach(value -> array.add(Tlv.of().integer(value).base64Url()));
    return this;
  }

  /** Adds a point. */
  public ProofBody point(String name, Point value) {
    body.put(name, Bytes.of(value.encode()).base64Url());
    return this;
  }

  /** Adds a scalar. */
  public ProofBody scalar(String name, Scalar value) {
    body.put(name, Bytes.of(value.encode()).base64Url());
    return this;
  }

  /** The object. */
  public ObjectNode toJson() {
    return body;
  }
}
