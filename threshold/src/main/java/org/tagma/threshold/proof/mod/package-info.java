/** Pi_mod: a modulus is a Blum integer prime to its phi. */
package org.tagma.threshold.proof.mod;
