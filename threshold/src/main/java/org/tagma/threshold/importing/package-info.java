/**
 * A key that exists already becomes one of the keepers': one of them, the dealer, is given the
 * private key and shares it among all in front of everybody, who sign with it once before they
 * certify it (spec/protocols.md 5, Import).
 */
package org.tagma.threshold.importing;
