/**
 * Threshold ECDSA with identifiable abort, GG20-H of {@code spec/protocols.md} 1.6 and 1.7: seven
 * rounds, and where an equation over all signers fails, openings that name who lied.
 */
package org.tagma.threshold.gg20;
