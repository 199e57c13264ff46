/** Pi_fac: a modulus has no small factor. */
package org.tagma.threshold.proof.fac;
