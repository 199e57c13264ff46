/**
 * What is hashed and signed: the injective TLV encoding, canonical JSON, Fiat-Shamir challenges
 * ({@code spec/protocols.md} 1.3 and 9).
 */
package org.tagma.threshold.transcript;
