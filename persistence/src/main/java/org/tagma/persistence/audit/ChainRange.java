package org.tagma.persistence.audit;

/** Sequence numbers, both inclusive. */
public record ChainRange(long first, long last) {}
