/**
 * Threshold decryption: {@code tecies-v1}, which is TDH2 of Shoup and Gennaro with a hybrid cipher
 * (spec/protocols.md 3), and {@code ecies-plain-v1} for keys that were made for it. To encrypt, all
 * one needs is {@link org.tagma.threshold.ecies.EncryptionKey}.
 */
package org.tagma.threshold.ecies;
