/** Pi_prm: ring-Pedersen parameters commit without a trapdoor for others. */
package org.tagma.threshold.proof.prm;
