/** Pi_ped: knowledge of the opening of a Pedersen commitment. */
package org.tagma.threshold.proof.pedersen;
