package org.tagma.threshold.message;

import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Members;

/**
 * A kind of signed message; its JWS {@code typ} is {@code tagma-<name>+jws}.
 *
 * @param name for instance {@code open}
 */
public record Kind<T extends Content>(String name, Reader<T> reader) {
  /** Takes the content's members, all but cluster, from and to. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Members members) throws DecodingException;
  }

  public String typ() {
    return "tagma-" + name + "+jws";
  }
}
