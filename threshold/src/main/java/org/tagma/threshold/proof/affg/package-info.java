/** Pi_aff-g: an affine operation with the logarithm of a point. */
package org.tagma.threshold.proof.affg;
