package org.tagma.threshold.proof.pedersen;

import org.tagma.threshold.group.Point;
import org.tagma.threshold.secret.SecretScalar;

/**
 * The opening of a commitment.
 *
 * @param value s
 * @param blinding l
 */
public record PedersenWitness(SecretScalar value, SecretScalar blinding) {
  /** T = sG + lH. */
  public Point commitment() {
    return value.timesGenerator().plus(blinding.times(PedersenGenerator.of(blinding.curve())));
  }
}
