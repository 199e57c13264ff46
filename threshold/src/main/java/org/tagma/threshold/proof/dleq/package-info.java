/** Equality of two discrete logarithms. */
package org.tagma.threshold.proof.dleq;
