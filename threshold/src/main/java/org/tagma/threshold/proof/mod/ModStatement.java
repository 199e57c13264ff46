package org.tagma.threshold.proof.mod;

import java.math.BigInteger;
import org.tagma.threshold.paillier.ParameterSet;

/**
 * A modulus is a Blum integer, prime to its phi.
 *
 * @param set how large it has to be
 * @param modulus N
 */
public record ModStatement(ParameterSet set, BigInteger modulus) {}
