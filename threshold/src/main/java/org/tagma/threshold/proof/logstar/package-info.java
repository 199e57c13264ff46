/** Pi_log*: a Paillier plaintext in range is a discrete logarithm. */
package org.tagma.threshold.proof.logstar;
