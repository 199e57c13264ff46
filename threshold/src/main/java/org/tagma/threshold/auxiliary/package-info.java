/** The keepers' moduli for threshold ECDSA: AUX of {@code spec/protocols.md} 1.5. */
package org.tagma.threshold.auxiliary;
