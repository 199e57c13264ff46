package org.tagma.persistence.audit;

/**
 * The end of the chain.
 *
 * @param sequence the last record's number, 0 when there is none
 * @param hash the last record's hash
 */
public record ChainHead(long sequence, String hash) {}
