package org.tagma.persistence.peers;

/**
 * How far another keeper has said that its audit has come.
 *
 * @param sequence the number of its last record
 * @param statement what it signed, a compact JWS
 */
public record PeerHead(long sequence, String statement) {}
