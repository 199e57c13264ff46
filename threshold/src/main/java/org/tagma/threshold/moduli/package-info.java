/**
 * What keepers know of each other beside their keys: Paillier and ring-Pedersen moduli, certified
 * by all of them for all keys ({@code spec/protocols.md} 1.5, AUX).
 */
package org.tagma.threshold.moduli;
