/**
 * The moduli of threshold ECDSA: those made for the next set-up, and the epochs certified so far.
 */
package org.tagma.persistence.moduli;
