package org.tagma.persistence.keys;

/**
 * A key with its place in time.
 *
 * @param activeGeneration the generation that signs or decrypts, 0 when there is none
 * @param highestGeneration the highest one that this keeper ever certified
 * @param createdAt epoch milliseconds
 * @param updatedAt epoch milliseconds
 */
public record StoredKey(
    String keyId,
    String curve,
    String usage,
    int activeGeneration,
    int highestGeneration,
    long createdAt,
    long updatedAt) {}
