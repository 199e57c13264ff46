package org.tagma.protocols.audit;

/**
 * A record that is durable.
 *
 * @param id the record's id
 * @param sequence its place in the chain, from 1
 */
public record AuditReceipt(String id, long sequence) {}
