/** Pi_ped-eq: a committed number is a discrete logarithm. */
package org.tagma.threshold.proof.pedersenequality;
