/** Pi_aff-p: an affine operation with the plaintext of another ciphertext. */
package org.tagma.threshold.proof.affp;
