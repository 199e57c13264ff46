package org.tagma.persistence.audit;

/**
 * Where the next record goes.
 *
 * @param sequence from 1, without gaps
 * @param previousHash the hash of the record before it, 32 zero bytes for the first, base64url
 */
public record ChainPosition(long sequence, String previousHash) {}
