package org.tagma.protocols.audit;

/**
 * The result of verifying this keeper's hash chain of audit records.
 *
 * @param valid whether every record checked is intact and follows the one before it
 * @param records how many records were checked
 * @param head the hash of the last record, base64url; null when there is none
 * @param firstBroken the sequence number of the first record that is missing or not intact; null
 *     when valid
 */
public record ChainCheck(boolean valid, long records, String head, Long firstBroken) {}
