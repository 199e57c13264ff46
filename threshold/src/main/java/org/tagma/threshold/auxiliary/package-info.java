/**
 * What keepers know of each other beside their keys: Paillier and ring-Pedersen moduli, made and
 * proved once for all keys ({@code spec/protocols.md} 1.5, AUX). Called so because {@code aux} is
 * no name for a folder on Windows.
 */
package org.tagma.threshold.auxiliary;
