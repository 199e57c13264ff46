/** Pi_enc: a Paillier plaintext is in range. */
package org.tagma.threshold.proof.enc;
