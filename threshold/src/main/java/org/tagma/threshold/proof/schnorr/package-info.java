/** Knowledge of a discrete logarithm. */
package org.tagma.threshold.proof.schnorr;
