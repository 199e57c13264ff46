/** What the two proofs of an affine operation on a ciphertext have in common. */
package org.tagma.threshold.proof.affine;
