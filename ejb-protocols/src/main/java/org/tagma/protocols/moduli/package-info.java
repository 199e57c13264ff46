/**
 * The moduli that threshold ECDSA needs: made in the background, certified by all keepers, kept
 * encrypted.
 */
package org.tagma.protocols.moduli;
